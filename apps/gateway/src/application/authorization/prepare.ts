import { parsePrepare, type JsonObject, type Parsed, type Prepare } from '@wallet/alipayplus';
import { prepareAuthorization, type PrepareAuthorization } from '@wallet/contracts';
import type { RedirectHosts } from '../../domain/redirect-hosts';
import type { Api, ApiSettings, CallSubject, CallTerms, WireAnswer } from '../api';
import type { Dispatch } from '../dispatch';
import { requireOwnPsp } from '../own-psp';
import { lookupOfLoginId } from '../purchase';
import { staleCall } from '../stale-call';
import type { WireAnswers } from '../wire-answer';

/** `prepare`: an auth client asks for a user's agreement, by an OTP or on our consent page. */
export class PrepareApi implements Api<Prepare> {
  readonly wallMs: number;

  constructor(
    private readonly dispatch: Dispatch,
    private readonly answers: WireAnswers,
    private readonly settings: ApiSettings & { readonly redirectHosts: RedirectHosts },
  ) {
    this.wallMs = settings.wallMs;
  }

  parse(json: JsonObject): Parsed<Prepare> {
    const { pspId, redirectHosts } = this.settings;
    return requireAllowedHost(requireOwnPsp(parsePrepare(json), pspId), redirectHosts);
  }

  subjectOf({ authClientId, referenceAgreementId }: Prepare): CallSubject {
    return { authClientId, referenceAgreementId };
  }

  async execute(request: Prepare, terms: CallTerms): Promise<WireAnswer> {
    if (terms.isStale) return staleCall;
    const payload = commandOf(request);
    const command = { topic: prepareAuthorization, priority: 'order', payload: () => payload } as const;
    return this.answers.write(await this.dispatch.ask(command, terms));
  }
}

/** Of the flow by SMS nobody is redirected: its address is compared by a repeat, no more. */
function requireAllowedHost(parsed: Parsed<Prepare>, hosts: RedirectHosts): Parsed<Prepare> {
  if (!parsed.ok || parsed.value.kind === 'sms' || hosts.allows(parsed.value.authRedirectUrl)) return parsed;
  return { ok: false, code: 'PARAM_ILLEGAL', field: 'authRedirectUrl', reason: 'has a host that is not allowed' };
}

function commandOf(prepare: Prepare): PrepareAuthorization {
  return {
    authClientId: prepare.authClientId,
    referenceAgreementId: prepare.referenceAgreementId,
    authClientName: prepare.authClientName,
    authClientDisplayName: prepare.authClientDisplayName,
    referenceMerchantId: prepare.referenceMerchantId,
    authRedirectUrl: prepare.authRedirectUrl,
    authState: prepare.authState,
    scopes: prepare.scopes,
    flow: prepare.kind === 'sms' ? { kind: 'sms', customer: lookupOfLoginId(prepare) } : { kind: 'redirect' },
  };
}
