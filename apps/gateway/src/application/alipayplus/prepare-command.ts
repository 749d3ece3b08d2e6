import type { Prepare, Refused } from '@wallet/alipayplus';
import { prepareAuthorization, type PrepareAuthorizationCommand } from '@wallet/contracts';
import { command, type ApiCommand, type ApiContext } from './api';
import { lookupOfLoginId } from './purchase';

/** Of the flow by SMS nobody is redirected: its address is compared by a repeat, no more. */
export function hostRefusal(prepare: Prepare, { redirectHosts }: ApiContext): Refused | undefined {
  if (prepare.kind === 'sms' || redirectHosts.allows(prepare.authRedirectUrl)) return undefined;
  return { ok: false, code: 'PARAM_ILLEGAL', field: 'authRedirectUrl', reason: 'has a host that is not allowed' };
}

/** `prepare`: an auth client asks for a user's agreement, by an OTP or on our consent page. */
export function prepareCommand(prepare: Prepare): ApiCommand {
  const payload = (): PrepareAuthorizationCommand => ({
    authClientId: prepare.authClientId,
    referenceAgreementId: prepare.referenceAgreementId,
    authClientName: prepare.authClientName,
    authClientDisplayName: prepare.authClientDisplayName,
    referenceMerchantId: prepare.referenceMerchantId,
    authRedirectUrl: prepare.authRedirectUrl,
    authState: prepare.authState,
    scopes: prepare.scopes,
    flow: prepare.kind === 'sms' ? { kind: 'sms', customer: lookupOfLoginId(prepare) } : { kind: 'redirect' },
  });
  return command(prepareAuthorization, payload);
}
