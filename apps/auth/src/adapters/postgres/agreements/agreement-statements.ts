import { query, type RowLocks } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { FirstUse, StoredAgreement } from '../../../application/ports/agreements';
import type { Binding } from '../../../domain/agreement';
import { agreementColumns, columnNames, toAgreement, toRow } from './agreement-mapping';
import type { AgreementRow } from './agreement.row';

type Source = DataSource | EntityManager;

/** Weak enough that rows which refer to the locked one can be inserted meanwhile. */
export const lockOf = (tables: string) => `FOR NO KEY UPDATE OF ${tables}`;

const select = (condition: string) => `SELECT ${agreementColumns} FROM auth.agreement WHERE ${condition}`;
const byId = select('id = $1');
const byBinding = select('auth_client_id = $1 AND reference_agreement_id = $2');

async function one(source: Source, sql: string, parameters: unknown[]): Promise<StoredAgreement | undefined> {
  const [row] = await query<AgreementRow>(source, sql, parameters);
  return row && toAgreement(row);
}

/** `lock`: nobody else changes it until the transaction ends. */
export const selectAgreement = (source: Source, agreementId: string, { lock }: { lock: boolean }) =>
  one(source, lock ? `${byId} ${lockOf('agreement')}` : byId, [agreementId]);

export const lockByBinding = (manager: EntityManager, { authClientId, referenceAgreementId }: Binding) =>
  one(manager, `${byBinding} ${lockOf('agreement')}`, [authClientId, referenceAgreementId]);

const ofCustomer = `${select('customer_id = $1')} ORDER BY created_at DESC LIMIT 200`;

export async function selectOfCustomer(source: Source, customerId: string): Promise<StoredAgreement[]> {
  return (await query<AgreementRow>(source, ofCustomer, [customerId])).map(toAgreement);
}

const insert = `
  INSERT INTO auth.agreement (${columnNames.join(', ')})
  SELECT ${agreementColumns} FROM json_populate_record(null::auth.agreement, $1) AS agreement
  ON CONFLICT (auth_client_id, reference_agreement_id) DO NOTHING
  RETURNING id`;

/** False: the binding has one. */
export async function insertAgreement(manager: EntityManager, agreement: StoredAgreement): Promise<boolean> {
  return (await query(manager, insert, [JSON.stringify(toRow(agreement))])).length > 0;
}

/** Whose tokens are refreshed has heard of them. */
const update = `
  WITH forgotten AS (DELETE FROM auth.told_fact WHERE agreement_id = $1)
  UPDATE auth.agreement SET status = $3, generation = $4, generation_made_at = $5, generation_used_at = $6,
         access_token_expires_at = $7, refresh_token_expires_at = $8, sealed_access_token = $9, sealed_answer = $10,
         version = $2, updated_at = $11, cancelled_at = $12, cancel_reason = $13
   WHERE id = $1 AND version = $2 - 1
  RETURNING id`;

/** Throws when the agreement was not at the version before: it must be locked. */
export async function updateAgreement(manager: EntityManager, agreement: StoredAgreement): Promise<void> {
  const { agreementId, version, status, generation, generationMadeAt, generationUsedAt } = agreement;
  const { accessTokenExpiresAt, refreshTokenExpiresAt, sealedAccessToken, sealedAnswer } = agreement;
  const { updatedAt, cancelledAt, cancelReason } = agreement;
  const updated = await query(manager, update, [
    ...[agreementId, version, status, generation, generationMadeAt, generationUsedAt],
    ...[accessTokenExpiresAt, refreshTokenExpiresAt, sealedAccessToken, sealedAnswer],
    ...[updatedAt, cancelledAt, cancelReason],
  ]);
  if (updated.length === 0) throw new Error(`agreement ${agreementId} was not at version ${version - 1}`);
}

/** The locks are taken in one order, so that two batches of the same agreements do not wait for each other. */
const use = (clause: string) => `
  WITH unused AS (
    SELECT agreement.id FROM auth.agreement
      JOIN unnest($1::uuid[], $2::int[]) AS use (id, generation)
        ON use.id = agreement.id AND use.generation = agreement.generation
     WHERE agreement.generation_used_at IS NULL AND agreement.status = 'ACTIVE'
     ORDER BY agreement.id
       FOR NO KEY UPDATE OF agreement${clause}
  ), forgotten AS (
    DELETE FROM auth.told_fact WHERE agreement_id = ANY(ARRAY(SELECT id FROM unused))
  )
  UPDATE auth.agreement SET generation_used_at = $3, sealed_answer = NULL
    FROM unused WHERE agreement.id = unused.id
  RETURNING agreement.id`;

const stillUnused = `
  SELECT agreement.id FROM auth.agreement
    JOIN unnest($1::uuid[], $2::int[]) AS use (id, generation)
      ON use.id = agreement.id AND use.generation = agreement.generation
   WHERE agreement.generation_used_at IS NULL AND agreement.status = 'ACTIVE'`;

/** The ids of those that others hold, which are not marked. */
export async function markUsed(
  source: Source,
  { uses, now }: { readonly uses: readonly FirstUse[]; readonly now: Date },
  locks: RowLocks,
): Promise<ReadonlySet<string>> {
  const columns = (some: readonly FirstUse[]) => [
    some.map(({ agreementId }) => agreementId),
    some.map(({ generation }) => generation),
  ];
  const rows = await query<{ id: string }>(source, use(locks.clause), [...columns(uses), now]);
  const marked = new Set(rows.map(({ id }) => id));
  const missing = uses.filter(({ agreementId }) => !marked.has(agreementId));
  if (!locks.skip || missing.length === 0) return new Set();
  const held = await query<{ id: string }>(source, stillUnused, columns(missing));
  if (held.length > 0) locks.met();
  return new Set(held.map(({ id }) => id));
}

const erase = `
  WITH old AS (
    SELECT id FROM auth.agreement
     WHERE sealed_answer IS NOT NULL AND generation_made_at <= $1
     ORDER BY generation_made_at LIMIT $2
       FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE auth.agreement SET sealed_answer = NULL FROM old WHERE agreement.id = old.id
  RETURNING agreement.id`;

export async function eraseAnswers(source: Source, madeBefore: Date, limit: number): Promise<number> {
  return (await query(source, erase, [madeBefore, limit])).length;
}
