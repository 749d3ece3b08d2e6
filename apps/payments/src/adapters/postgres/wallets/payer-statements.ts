import { queryBoth, type RowLocks } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import type { Purses, TokenPaymentScope } from '../../../application/pay-by-token';
import { toWallet, walletColumns, type WalletRecord } from './wallet-statements';

type PayerRecord = { known_ids: string[] | null; agreement_id: string; agreement_amount: string } & (
  WalletRecord | { [column in keyof WalletRecord]: null }
);

/** $1 payments, $2 agreements and $3 their customers, $4 day. */
const payersAndKnown = `select known.ids as known_ids, payer.*
  from (select array_agg(payment_request_id) as ids from payments.payment_order
    where payment_request_id = any($1)) as known
  left join (select n.agreement_id, coalesce(g.amount, 0) as agreement_amount, ${walletColumns}
    from unnest($2::uuid[], $3::text[]) as n (agreement_id, customer_id)
    join payments.account a on a.customer_id = n.customer_id
    left join payments.day_usage u on u.account_id = a.id and u.day = $4
    left join payments.customer_limit l on l.customer_id = n.customer_id
    left join payments.agreement_usage g on g.agreement_id = n.agreement_id and g.day = $4) as payer on true`;

/** The purses of a batch, and the ids among its payments that are stored already. */
export interface PayersFound {
  readonly purses: Purses;
  readonly knownIds: readonly string[];
}

/**
 * Locks the payers' wallets in ascending order of their ids, and then reads, in one statement, all that was committed
 * before: a repeat of a customer's own payment is always found. Two statements, sent together: one that locked and read
 * would read with the snapshot of its begin, so that after a wait only the locked rows themselves were as the other
 * transaction left them, not day usage and orders.
 */
export async function lockPayers(
  manager: EntityManager,
  { causes, payers, time }: TokenPaymentScope,
  locks: RowLocks,
): Promise<PayersFound> {
  const agreements = new Map(payers.map(({ agreementId, customerId }) => [agreementId, customerId]));
  const customerIds = [...new Set(agreements.values())];
  const lock = `select customer_id from payments.account
    where customer_id = any($1) order by id for no key update${locks.clause}`;
  const keys = causes.map(({ key }) => key);
  const [lockedRows, rows] = await queryBoth<{ customer_id: string }, PayerRecord>(
    manager,
    { sql: lock, parameters: [customerIds] },
    { sql: payersAndKnown, parameters: [keys, [...agreements.keys()], [...agreements.values()], time.day] },
  );
  const locked = new Set(lockedRows.map(({ customer_id }) => customer_id));
  const found = rows.filter((row) => row.id !== null);
  const held = new Set(found.map((row) => row.customer_id).filter((id) => !locked.has(id)));
  if (held.size > 0) locks.met();
  return {
    purses: {
      wallets: new Map(found.map((row) => [row.customer_id, toWallet(row)])),
      usedToday: new Map(found.map((row) => [row.agreement_id, BigInt(row.agreement_amount)])),
      held,
    },
    knownIds: rows[0]?.known_ids ?? [],
  };
}
