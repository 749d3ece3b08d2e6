import { query, type RowLocks } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { FirstUse } from '../../../application/ports/agreements';

type Source = DataSource | EntityManager;

/** By hand: each payment by token marks its agreement here, a batch in one statement. The locks are taken in one order, so that two batches of the same agreements do not wait for each other. */
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

/** By hand: it takes what nobody holds, so that replicas erase beside each other. */
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
