import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { StoredAgreement, StoredCode } from '../../../application/ports/agreements';
import { lockOf, selectAgreement } from '../agreements/agreement-statements';

type Found = Omit<StoredCode, 'agreement'> & { readonly agreementId: string | null };

const select = `
  SELECT auth_code.hash, auth_code.status, auth_code.expires_at AS "expiresAt", auth_code.agreement_id AS "agreementId",
         auth_code.answered_calls AS "answeredCalls",
         preparation.flow, preparation.auth_client_id AS "authClientId",
         preparation.reference_agreement_id AS "referenceAgreementId",
         preparation.auth_client_name AS "authClientName", preparation.reference_merchant_id AS "referenceMerchantId",
         preparation.scopes, preparation.customer_id AS "customerId"
    FROM auth.auth_code
    JOIN auth.preparation ON preparation.id = auth_code.preparation_id
   WHERE auth_code.hash = $1`;

/** `lock`: the code, then its agreement. */
export async function selectCode(
  source: DataSource | EntityManager,
  hash: string,
  { lock }: { lock: boolean },
): Promise<StoredCode | undefined> {
  const [found] = await query<Found>(source, lock ? `${select} ${lockOf('auth_code')}` : select, [hash]);
  if (!found) return undefined;
  const { agreementId, ...code } = found;
  return { ...code, agreement: agreementId ? await selectAgreement(source, agreementId, { lock }) : undefined };
}

const change = `
  UPDATE auth.auth_code SET status = $2, used_at = $3, agreement_id = $4 WHERE hash = $1 AND status = 'LIVE'
  RETURNING hash`;

/** Throws when the code is not live: it must be locked. */
async function changeCode(manager: EntityManager, parameters: unknown[]): Promise<void> {
  const changed = await query(manager, change, parameters);
  if (changed.length === 0) throw new Error('an authCode is not live any more');
}

export const burnCode = (manager: EntityManager, hash: string) => changeCode(manager, [hash, 'BURNT', null, null]);

export const useCode = (manager: EntityManager, hash: string, { agreementId, createdAt }: StoredAgreement) =>
  changeCode(manager, [hash, 'USED', createdAt, agreementId]);
