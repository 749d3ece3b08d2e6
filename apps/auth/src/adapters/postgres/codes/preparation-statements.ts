import type { Binding } from '@wallet/contracts';
import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { Preparation, PreparationChange } from '../../../application/ports/preparations';
import { toPreparation, type PreparationRecord } from './preparation-mapping';

/** What names one preparation. */
export type PreparationKey = Binding | { readonly consentId: string };

const conditionOf = (key: PreparationKey): [string, string[]] =>
  'consentId' in key
    ? ['p.consent_id = $1', [key.consentId]]
    : ['p.auth_client_id = $1 AND p.reference_agreement_id = $2', [key.authClientId, key.referenceAgreementId]];

const insert = `
  INSERT INTO auth.preparation (id, auth_client_id, reference_agreement_id, flow, parameters_hash, auth_client_name,
         reference_merchant_id, scopes, customer_id, auth_redirect_url, auth_state,
         consent_id, consent, consent_expires_at, codes, created_at, updated_at)
  SELECT $1::uuid, $2::text, $3::text, $4, $5, $6, $7, $8::text[], $9, $10, $11, $12, $13, $14::timestamptz,
         0, $15::timestamptz, $15
   WHERE NOT EXISTS (SELECT FROM auth.agreement WHERE auth_client_id = $2 AND reference_agreement_id = $3)
  ON CONFLICT (auth_client_id, reference_agreement_id) DO NOTHING`;

/** Does nothing when the binding has a preparation already, or an agreement. */
export async function insertPreparation(manager: EntityManager, draft: Preparation, now: Date): Promise<void> {
  await query(manager, insert, [
    draft.preparationId,
    draft.authClientId,
    draft.referenceAgreementId,
    draft.flow,
    draft.parametersHash,
    draft.authClientName,
    draft.referenceMerchantId ?? null,
    draft.scopes,
    ...valuesOfFlow(draft),
    now,
  ]);
}

function valuesOfFlow(draft: Preparation): (string | Date | null)[] {
  if (draft.flow === 'SMS') return [draft.customerId, null, null, null, null, null];
  const { consentId, consent, authRedirectUrl, authState } = draft;
  return [null, authRedirectUrl, authState, consentId, consent.state, consent.expiresAt];
}

/** Locks before it reads: the code must not be older than the lock. */
export async function lockPreparation(manager: EntityManager, key: PreparationKey): Promise<Preparation | undefined> {
  const [condition, values] = conditionOf(key);
  await query(manager, `SELECT 1 FROM auth.preparation p WHERE ${condition} FOR NO KEY UPDATE`, values);
  return selectPreparation(manager, key);
}

const select = (condition: string) => `
  SELECT p.id, p.auth_client_id, p.reference_agreement_id, p.flow, p.parameters_hash, p.auth_client_name,
         p.reference_merchant_id, p.scopes, p.customer_id, p.auth_redirect_url, p.auth_state,
         p.consent_id, p.consent, p.consent_expires_at,
         c.number AS code_number, c.status AS code_status, c.expires_at AS code_expires_at
    FROM auth.preparation p
    LEFT JOIN auth.auth_code c ON c.preparation_id = p.id AND c.number = p.codes
   WHERE ${condition}`;

export async function selectPreparation(
  source: DataSource | EntityManager,
  key: PreparationKey,
): Promise<Preparation | undefined> {
  const [condition, values] = conditionOf(key);
  const [row] = await query<PreparationRecord>(source, select(condition), values);
  return row && toPreparation(row);
}

const insertCode = `
  INSERT INTO auth.auth_code (hash, preparation_id, number, status, created_at, expires_at)
  VALUES ($1, $2, $3, 'LIVE', $4, $5)`;

const update = `
  UPDATE auth.preparation
     SET codes = coalesce($2, codes), consent = coalesce($3, consent), customer_id = coalesce($4, customer_id),
         consent_expires_at = coalesce($5, consent_expires_at), updated_at = $6
   WHERE id = $1`;

/** The preparation must be locked. */
export async function storeChange(
  manager: EntityManager,
  { preparationId }: Preparation,
  { code, consent }: PreparationChange,
  now: Date,
): Promise<void> {
  if (code) await query(manager, insertCode, [code.hash, preparationId, code.number, now, code.expiresAt]);
  await query(manager, update, [
    preparationId,
    code?.number ?? null,
    consent?.state ?? null,
    consent?.customerId ?? null,
    consent?.expiresAt ?? null,
    now,
  ]);
}
