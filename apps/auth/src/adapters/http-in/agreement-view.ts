import type { StoredAgreement } from '../../application/ports/agreements';

/** What an operator sees; no token, sealed or not. */
export function agreementView(agreement: StoredAgreement) {
  const { agreementId, authClientId, referenceAgreementId, authClientName, referenceMerchantId } = agreement;
  const { customerId, userLoginId, scopes, status, origin, generation, cancelReason } = agreement;
  const { accessTokenExpiresAt, refreshTokenExpiresAt, createdAt: madeAt, cancelledAt } = agreement;
  return {
    agreementId,
    authClientId,
    referenceAgreementId,
    authClientName,
    referenceMerchantId,
    customerId,
    userLoginId,
    scopes,
    status,
    origin,
    generation,
    cancelReason,
    accessTokenExpiresAt,
    refreshTokenExpiresAt,
    madeAt,
    ...(cancelledAt && { cancelledAt }),
  };
}
