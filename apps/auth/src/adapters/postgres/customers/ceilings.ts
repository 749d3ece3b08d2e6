import type { AmountsByCurrency } from '@wallet/money';
import { query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import { isAboveCeilings, type Sums } from '../../../domain/import-approval';

const dayMs = 24 * 60 * 60 * 1_000;

/** By hand: it sums up in the server. Without approval, since then: what was registered at once, and the staged imports that needed none, carried out or not. */
const recent = `
  select s.currency, sum(s.value::numeric)::text as sum
    from (select details->'sums' as sums from auth.operator_action
           where action = 'IMPORT' and acted_at > $1 and not details ? 'importId'
          union all
          select sums from auth.import where not needs_approval and state = 'APPROVED' and requested_at > $1) as opened,
         jsonb_each_text(opened.sums) as s (currency, value)
   group by s.currency`;

/** Until the transaction ends nobody else opens accounts with money, so that parts at once do not get below a ceiling. */
export async function isAbove(
  manager: EntityManager,
  sums: Sums,
  ceilings: AmountsByCurrency,
  now: Date,
): Promise<boolean> {
  if (Object.values(sums).every((sum) => BigInt(sum) === 0n)) return false;
  await query(manager, `select pg_advisory_xact_lock(hashtextextended('opening balances', 0))`, []);
  const since = new Date(now.getTime() - dayMs);
  const rows = await query<{ currency: string; sum: string }>(manager, recent, [since]);
  return isAboveCeilings(sums, Object.fromEntries(rows.map(({ currency, sum }) => [currency, sum])), ceilings);
}
