import type { Sealed } from '@wallet/contracts';
import type { CancelReason, Scope } from '../../../domain/agreement';
import type { StoredAgreement } from '../../../application/ports/agreements';
import type { AgreementRow } from './agreement.row';

/** By name: the plan of a prepared `select *` breaks when a migration adds a column. */
export const columnNames: readonly (keyof AgreementRow)[] = [
  ...(['id', 'auth_client_id', 'reference_agreement_id', 'auth_client_name', 'reference_merchant_id'] as const),
  ...(['customer_id', 'user_login_id', 'scopes', 'status', 'origin', 'generation', 'generation_made_at'] as const),
  ...(['generation_used_at', 'access_token_expires_at', 'refresh_token_expires_at', 'sealed_access_token'] as const),
  ...(['sealed_answer', 'version', 'created_at', 'updated_at', 'cancelled_at', 'cancel_reason'] as const),
];

/** With the table's name: other tables of a join may have the same ones. */
export const agreementColumns = columnNames.map((name) => `agreement.${name}`).join(', ');

export const toAgreement = (row: AgreementRow): StoredAgreement => ({
  agreementId: row.id,
  authClientId: row.auth_client_id,
  referenceAgreementId: row.reference_agreement_id,
  authClientName: row.auth_client_name,
  referenceMerchantId: row.reference_merchant_id,
  customerId: row.customer_id,
  userLoginId: row.user_login_id,
  scopes: row.scopes as Scope[],
  status: row.status as StoredAgreement['status'],
  origin: row.origin as StoredAgreement['origin'],
  generation: row.generation,
  generationMadeAt: row.generation_made_at,
  generationUsedAt: row.generation_used_at,
  accessTokenExpiresAt: row.access_token_expires_at,
  refreshTokenExpiresAt: row.refresh_token_expires_at,
  sealedAccessToken: row.sealed_access_token as Sealed | null,
  sealedAnswer: row.sealed_answer as Sealed | null,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  cancelledAt: row.cancelled_at,
  cancelReason: row.cancel_reason as CancelReason | null,
});

export const toRow = (agreement: StoredAgreement): AgreementRow => ({
  id: agreement.agreementId,
  auth_client_id: agreement.authClientId,
  reference_agreement_id: agreement.referenceAgreementId,
  auth_client_name: agreement.authClientName,
  reference_merchant_id: agreement.referenceMerchantId,
  customer_id: agreement.customerId,
  user_login_id: agreement.userLoginId,
  scopes: [...agreement.scopes],
  status: agreement.status,
  origin: agreement.origin,
  generation: agreement.generation,
  generation_made_at: agreement.generationMadeAt,
  generation_used_at: agreement.generationUsedAt,
  access_token_expires_at: agreement.accessTokenExpiresAt,
  refresh_token_expires_at: agreement.refreshTokenExpiresAt,
  sealed_access_token: agreement.sealedAccessToken,
  sealed_answer: agreement.sealedAnswer,
  version: agreement.version,
  created_at: agreement.createdAt,
  updated_at: agreement.updatedAt,
  cancelled_at: agreement.cancelledAt,
  cancel_reason: agreement.cancelReason,
});
