import { decideConsent } from '@wallet/contracts';
import type { Call } from '../dispatch';
import type { OpenAnswer } from '../open-answer';
import { obstacleOf } from './consent-obstacles';
import { obstacle, type ConsentView, type SentBack } from './consent-view';
import type { FormSubject } from './form-tokens';
import { ShowConsentPage, type ConsentParts } from './show-consent-page';

export interface Decision extends FormSubject {
  readonly formToken: string;
  readonly decision: 'give' | 'refuse';
}

/** The user gives or refuses consent and is sent back; what cannot be decided any more is shown as it stands. */
export class DecideOnConsent {
  private readonly page: ShowConsentPage;

  constructor(private readonly parts: ConsentParts) {
    this.page = new ShowConsentPage(parts);
  }

  /** The form token proves that the page exists: without a good one the session store is not asked. Throws DependencyFault. */
  async execute(form: Decision, call: Call): Promise<ConsentView | SentBack> {
    const { consentId, session, formToken, decision } = form;
    if (!this.parts.formTokens.isValid(formToken, form)) return obstacle('foreign-form');
    const customer = await this.parts.sessions.userOf(session, consentId);
    if (!customer) return this.page.showTo(undefined, form, call);
    const payload = { consentId, customer, decision };
    const command = { topic: decideConsent, priority: 'order', payload: () => payload } as const;
    const answer = await this.parts.dispatch.ask(command, call);
    if (answer.outcome === 'done') return this.sendBack(answer);
    const isPast = answer.outcome === 'refused' && /^Consent(Decided|Expired)$/.test(answer.refusal);
    return isPast ? this.page.showTo(customer, form, call) : obstacle(obstacleOf(answer));
  }

  private sendBack({ result }: Extract<OpenAnswer, { outcome: 'done' }>): ConsentView | SentBack {
    if (result.kind !== 'consent-decided') throw new Error(`asked for a decision, got ${result.kind}`);
    if (result.decision === 'given' && result.authCode === undefined) throw new Error('consent given without a code');
    const returnUrl = this.parts.wayBack.from(result);
    return returnUrl === undefined
      ? obstacle('no-way-back')
      : { kind: 'sent-back', decision: result.decision, returnUrl };
  }
}
