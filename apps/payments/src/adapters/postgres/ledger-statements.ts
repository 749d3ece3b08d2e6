import { randomUUID } from 'node:crypto';
import { query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import { accountKind } from '../../domain/account-id';
import type { Posting } from '../../domain/posting';
import { requireAll } from './affected';

/** Writes postings. The accounts that the house keeps itself are opened when a currency is first used. */
export async function post(manager: EntityManager, postings: readonly Posting[], now: Date): Promise<void> {
  if (postings.length === 0) return;
  const transactions = postings.map((posting) => ({ id: randomUUID(), ...posting }));
  const entries = transactions.flatMap(({ id, entries: lines }) => lines.map((line, seq) => ({ id, seq, ...line })));
  const house = new Map(
    entries.filter(({ accountId }) => accountKind(accountId) !== 'WALLET').map((entry) => [entry.accountId, entry]),
  );
  const houseIds = [...house.keys()].sort();
  await query(
    manager,
    `with house as (
       insert into payments.account (id, kind, currency, status, created_at)
       select id, kind, currency, 'ACTIVE', $1 from unnest($2::text[], $3::text[], $4::text[]) as n (id, kind, currency)
       on conflict do nothing),
     posted as (
       insert into payments.ledger_transaction (id, kind, order_id, posted_at)
       select id, kind, order_id, $1 from unnest($5::uuid[], $6::text[], $7::text[]) as n (id, kind, order_id))
     insert into payments.ledger_entry (transaction_id, seq, account_id, currency, amount)
     select * from unnest($8::uuid[], $9::int[], $10::text[], $11::text[], $12::bigint[])`,
    [
      now,
      houseIds,
      houseIds.map(accountKind),
      houseIds.map((id) => house.get(id)?.currency),
      transactions.map(({ id }) => id),
      transactions.map(({ kind }) => kind),
      transactions.map(({ orderId }) => orderId ?? null),
      entries.map(({ id }) => id),
      entries.map(({ seq }) => seq),
      entries.map(({ accountId }) => accountId),
      entries.map(({ currency }) => currency),
      entries.map(({ amount }) => amount.toString()),
    ],
  );
}

/** What a batch of payments takes from each wallet: guarded by status and balance, and counted on the day. */
export async function debitWallets(manager: EntityManager, payments: readonly Posting[], day: string): Promise<void> {
  if (payments.length === 0) return;
  const debits = new Map<string, { amount: bigint; count: number }>();
  for (const { accountId, amount } of payments.flatMap(({ entries }) => entries).filter((entry) => entry.amount < 0n)) {
    const sum = debits.get(accountId) ?? { amount: 0n, count: 0 };
    debits.set(accountId, { amount: sum.amount - amount, count: sum.count + 1 });
  }
  const sums = [...debits.values()];
  const amounts = sums.map(({ amount }) => amount.toString());
  const accountIds = [...debits.keys()];
  const debited = await query(
    manager,
    `update payments.account as a set balance = a.balance - debit.amount
     from unnest($1::text[], $2::bigint[]) as debit (account_id, amount)
     where a.id = debit.account_id and a.status = 'ACTIVE' and a.balance >= debit.amount
     returning a.id`,
    [accountIds, amounts],
  );
  requireAll('wallets to debit', debited, accountIds);
  await query(
    manager,
    `insert into payments.day_usage as u (account_id, day, amount, count)
     select account_id, $1, amount, count from unnest($2::text[], $3::bigint[], $4::int[]) as n (account_id, amount, count)
     on conflict (account_id, day)
     do update set amount = u.amount + excluded.amount, count = u.count + excluded.count`,
    [day, accountIds, amounts, sums.map(({ count }) => count)],
  );
}
