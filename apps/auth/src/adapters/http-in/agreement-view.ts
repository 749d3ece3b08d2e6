import type { StoredAgreement } from '../../application/ports/agreements';

/** What an operator sees; no token, sealed or not. */
export type AgreementView = ReturnType<typeof agreementView>;

export function agreementView(agreement: StoredAgreement) {
  const { agreementId, authClientId, referenceAgreementId, authClientName, referenceMerchantId } = agreement;
  const { customerId, userLoginId, scopes, status, origin, generation, cancelReason } = agreement;
  return {
    ...{ agreementId, authClientId, referenceAgreementId, authClientName, referenceMerchantId },
    ...{ customerId, userLoginId, scopes, status, origin, generation, cancelReason },
    accessTokenExpiresAt: agreement.accessTokenExpiresAt.toISOString(),
    refreshTokenExpiresAt: agreement.refreshTokenExpiresAt.toISOString(),
    madeAt: agreement.createdAt.toISOString(),
    ...(agreement.cancelledAt && { cancelledAt: agreement.cancelledAt.toISOString() }),
  };
}
