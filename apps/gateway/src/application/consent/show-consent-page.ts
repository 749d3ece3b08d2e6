import { showConsent, type CustomerLookup } from '@wallet/contracts';
import type { Call, Dispatch } from '../dispatch';
import type { OpenResult } from '../open-answer';
import { obstacle, type ConsentRequest, type ConsentView, type Obstacle } from './consent-view';
import { obstacleOf } from './consent-obstacles';
import type { FormTokens } from './form-tokens';
import type { WalletSession } from './wallet-session';
import type { WayBack } from './way-back';

export interface ConsentParts {
  readonly dispatch: Dispatch;
  readonly sessions: WalletSession;
  readonly formTokens: FormTokens;
  readonly wayBack: WayBack;
  /** The address of a consent page as browsers see it: this and the consent's id. */
  readonly pageUrl: string;
  readonly walletAppUrl: string;
}

export interface Visit {
  readonly consentId: string;
  /** What the wallet's app gave to its user; undefined before the first visit to it. */
  readonly session: string | undefined;
}

type Page = Extract<OpenResult, { kind: 'consent-page' }>;

/** The consent page: who asks for what, and what has become of it. Changes nothing. */
export class ShowConsentPage {
  constructor(private readonly parts: ConsentParts) {}

  /**
   * The session store is asked only for a page that exists and that says more to its user than to others: nobody reaches it
   * with an address that he made up. Throws DependencyFault.
   */
  async execute(visit: Visit, call: Call): Promise<ConsentView> {
    const { consentId, session } = visit;
    const page = await this.ask(visit, undefined, call);
    if (typeof page === 'string') return obstacle(page);
    if (session === undefined || !this.isPersonal(page)) return this.viewOf(page, visit, undefined);
    const customer = await this.parts.sessions.userOf(session, consentId);
    return customer ? this.showTo(customer, visit, call) : this.viewOf(page, visit, undefined);
  }

  /** As `execute`, once it is known whose session it is; undefined: nobody's. */
  async showTo(customer: CustomerLookup | undefined, visit: Visit, call: Call): Promise<ConsentView> {
    const page = await this.ask(visit, customer, call);
    return typeof page === 'string' ? obstacle(page) : this.viewOf(page, visit, customer);
  }

  private async ask({ consentId }: Visit, customer: CustomerLookup | undefined, call: Call): Promise<Page | Obstacle> {
    const payload = { consentId, ...(customer && { customer }) };
    const command = { topic: showConsent, priority: 'evaluation', payload: () => payload } as const;
    const answer = await this.parts.dispatch.ask(command, call);
    if (answer.outcome !== 'done') return obstacleOf(answer);
    if (answer.result.kind !== 'consent-page') throw new Error(`asked for a page, got ${answer.result.kind}`);
    return answer.result;
  }

  /** An open one asks its user; one that was given has the code for who gave it. */
  private isPersonal(page: Page): boolean {
    return page.status === 'given' || (page.status === 'open' && this.parts.wayBack.from(page) !== undefined);
  }

  private viewOf(page: Page, visit: Visit, customer: CustomerLookup | undefined): ConsentView {
    const { status, authClientName } = page;
    const { wayBack } = this.parts;
    switch (status) {
      case 'open':
        return wayBack.from(page) === undefined ? obstacle('no-way-back') : this.open(page, visit, customer);
      case 'given':
        return { kind: status, authClientName, returnUrl: page.authCode && wayBack.from(page) };
      case 'refused':
        return { kind: status, authClientName, returnUrl: wayBack.from(page) };
      case 'expired':
        return { kind: status, authClientName };
    }
  }

  private open(page: Page, { consentId, session }: Visit, customer: CustomerLookup | undefined): ConsentView {
    const { formTokens, pageUrl, walletAppUrl } = this.parts;
    const request = requestOf(page);
    if (session === undefined || !customer) {
      const address = new URL(walletAppUrl);
      address.searchParams.set('return', pageUrl + consentId);
      return { kind: 'log-in', request, hadSession: session !== undefined, walletAppUrl: address.href };
    }
    if (page.userLoginId === undefined) return obstacle('account');
    const formToken = formTokens.of({ consentId, session });
    return { kind: 'question', request, userLoginId: page.userLoginId, form: { consentId, session, formToken } };
  }
}

const requestOf = ({ authClientName, scopes, authRedirectUrl }: Page): ConsentRequest => ({
  authClientName,
  scopes,
  returnHost: new URL(authRedirectUrl).host,
});
