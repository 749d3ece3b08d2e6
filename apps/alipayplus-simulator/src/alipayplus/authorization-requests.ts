import type { Parties } from './easy-pay-requests';
import type { JsonObject } from '../wire/exchange';

/** The auth client `authClientId` and its id for one agreement with one user. */
export interface Binding extends Parties {
  readonly authClientId: string;
  readonly referenceAgreementId: string;
}

export interface Preparation {
  readonly authClientName: string;
  readonly authRedirectUrl: string;
  readonly authState: string;
  /** The user types a code at the merchant; absent: the user is sent to the wallet's consent page. */
  readonly smsTo?: string;
}

export function prepareRequest({ acquirerId, pspId, ...binding }: Binding, preparation: Preparation): JsonObject {
  const { authClientName, authRedirectUrl, authState, smsTo } = preparation;
  const sms = { authorizationAction: 'SMS', userLoginId: smsTo, userLoginIdType: 'MOBILE' };
  return {
    acquirerId,
    authClientDisplayName: authClientName,
    authClientId: binding.authClientId,
    authClientName,
    authRedirectUrl,
    authState,
    customerBelongsTo: 'ALIPAY_HK',
    osType: 'IOS',
    pspId,
    referenceAgreementId: binding.referenceAgreementId,
    referenceMerchantId: binding.authClientId,
    scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
    terminalType: 'WAP',
    ...(smsTo !== undefined && sms),
  };
}

export interface VerificationGrant {
  readonly authCode: string;
  readonly verifyRequestId: string;
  readonly otpCode: string;
}

type AuthClient = Omit<Binding, 'referenceAgreementId'>;

export const verificationGrantRequest = (client: AuthClient, grant: VerificationGrant): JsonObject =>
  grantRequest(client, {
    authCode: grant.authCode,
    grantType: 'VERIFICATION_CODE',
    otpVerification: { otpCode: grant.otpCode, verifyRequestId: grant.verifyRequestId },
  });

export const codeGrantRequest = (client: AuthClient, authCode: string): JsonObject =>
  grantRequest(client, { authCode, grantType: 'AUTHORIZATION_CODE' });

export const refreshRequest = (client: AuthClient, refreshToken: string): JsonObject =>
  grantRequest(client, { grantType: 'REFRESH_TOKEN', refreshToken });

const grantRequest = ({ acquirerId, pspId, authClientId }: AuthClient, grant: JsonObject): JsonObject => ({
  acquirerId,
  authClientId,
  pspId,
  ...grant,
});

export const cancelTokenRequest = ({ acquirerId, pspId }: Parties, accessToken: string): JsonObject => ({
  accessToken,
  acquirerId,
  pspId,
});
