import type { AgreementFact } from '@wallet/contracts';
import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';

/** By hand: one upsert by the binding, which is not the table's key. */
const keep = `
  INSERT INTO auth.told_fact (agreement_id, fact, told_at)
  SELECT id, $3, $4 FROM auth.agreement WHERE auth_client_id = $1 AND reference_agreement_id = $2
  ON CONFLICT (agreement_id) DO UPDATE SET fact = excluded.fact, told_at = excluded.told_at, told_again_at = NULL`;

/** In the place of what was told of the agreement before. */
export async function keepFact(manager: EntityManager, fact: AgreementFact, now: Date): Promise<void> {
  await query(manager, keep, [fact.authClientId, fact.referenceAgreementId, JSON.stringify(fact), now]);
}

/** By hand: it takes what nobody holds, so that replicas forget beside each other. */
const forget = `
  DELETE FROM auth.told_fact WHERE agreement_id = ANY(ARRAY(
    SELECT agreement_id FROM auth.told_fact WHERE told_at <= $1 ORDER BY told_at LIMIT $2 FOR UPDATE SKIP LOCKED))
  RETURNING agreement_id`;

export async function forgetFacts(source: DataSource, toldBefore: Date, limit: number): Promise<number> {
  return (await query(source, forget, [toldBefore, limit])).length;
}
