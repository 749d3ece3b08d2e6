import { randomUUID } from 'node:crypto';
import { accountKind } from '../../domain/account-id';
import type { Order } from '../../domain/order';
import type { Posting } from '../../domain/posting';
import type { OneStatement } from './one-statement';

/** Writes postings. The accounts that the house keeps itself are opened when a currency is first used. */
export function addPostings(statement: OneStatement, postings: readonly Posting[], now: Date): void {
  if (postings.length === 0) return;
  const transactions = postings.map((posting) => ({ id: randomUUID(), ...posting }));
  const entries = transactions.flatMap(({ id, entries: lines }) => lines.map((line, seq) => ({ id, seq, ...line })));
  const house = new Map(
    entries.filter(({ accountId }) => accountKind(accountId) !== 'WALLET').map((entry) => [entry.accountId, entry]),
  );
  const houseIds = [...house.keys()].sort();
  statement.add((bind) => {
    const kinds = bind(houseIds.map(accountKind));
    const currencies = bind(houseIds.map((id) => house.get(id)?.currency));
    return `insert into payments.account (id, kind, currency, status, created_at)
      select id, kind, currency, 'ACTIVE', ${bind(now)}
      from unnest(${bind(houseIds)}::text[], ${kinds}::text[], ${currencies}::text[]) as n (id, kind, currency)
      on conflict do nothing`;
  });
  statement.add((bind) => {
    const ids = bind(transactions.map(({ id }) => id));
    const kinds = bind(transactions.map(({ kind }) => kind));
    const orderIds = bind(transactions.map(({ orderId }) => orderId ?? null));
    return `insert into payments.ledger_transaction (id, kind, order_id, posted_at)
      select id, kind, order_id, ${bind(now)}
      from unnest(${ids}::uuid[], ${kinds}::text[], ${orderIds}::text[]) as n (id, kind, order_id)`;
  });
  statement.add((bind) => {
    const ids = bind(entries.map(({ id }) => id));
    const positions = bind(entries.map(({ seq }) => seq));
    const accountIds = bind(entries.map(({ accountId }) => accountId));
    const currencies = bind(entries.map(({ currency }) => currency));
    const amounts = bind(entries.map(({ amount }) => amount.toString()));
    return `insert into payments.ledger_entry (transaction_id, seq, account_id, currency, amount)
      select * from
        unnest(${ids}::uuid[], ${positions}::int[], ${accountIds}::text[], ${currencies}::text[], ${amounts}::bigint[])`;
  });
}

interface Sum {
  readonly amount: bigint;
  readonly count: number;
}

/** What a batch of payments takes from each wallet: guarded by status and balance, and counted on the day. */
export function addDebits(statement: OneStatement, payments: readonly Posting[], day: string): void {
  const taken = payments.flatMap(({ entries }) => entries).filter(({ amount }) => amount < 0n);
  const sums = sumsOf(taken.map(({ accountId, amount }) => [accountId, -amount]));
  if (sums.size === 0) return;
  const accountIds = [...sums.keys()];
  const amounts = [...sums.values()].map(({ amount }) => amount.toString());
  const counts = [...sums.values()].map(({ count }) => count);
  statement.addGuarded(
    'wallets to debit',
    accountIds.length,
    (bind) => `update payments.account as a set balance = a.balance - debit.amount
      from unnest(${bind(accountIds)}::text[], ${bind(amounts)}::bigint[]) as debit (account_id, amount)
      where a.id = debit.account_id and a.status = 'ACTIVE' and a.balance >= debit.amount
      returning 1`,
  );
  statement.add(
    (bind) => `insert into payments.day_usage as u (account_id, day, amount, count)
      select account_id, ${bind(day)}, amount, count
      from unnest(${bind(accountIds)}::text[], ${bind(amounts)}::bigint[], ${bind(counts)}::int[])
        as n (account_id, amount, count)
      on conflict (account_id, day)
      do update set amount = u.amount + excluded.amount, count = u.count + excluded.count`,
  );
}

/** What a batch of payments takes by each agreement; the lock on the customer's wallet guards it. */
export function addAgreementUsage(statement: OneStatement, orders: readonly Order[], day: string): void {
  const paid = orders.filter((order) => order.kind === 'AGREEMENT' && order.state === 'PAID');
  const sums = sumsOf(paid.map(({ agreementId, debit }) => [agreementId, debit.minorUnits]));
  if (sums.size === 0) return;
  const amounts = [...sums.values()].map(({ amount }) => amount.toString());
  statement.add(
    (bind) => `insert into payments.agreement_usage as u (agreement_id, day, amount)
      select agreement_id, ${bind(day)}, amount
      from unnest(${bind([...sums.keys()])}::uuid[], ${bind(amounts)}::bigint[]) as n (agreement_id, amount)
      on conflict (agreement_id, day) do update set amount = u.amount + excluded.amount`,
  );
}

function sumsOf(amounts: readonly (readonly [id: string, amount: bigint])[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const [id, amount] of amounts) {
    const sum = sums.get(id) ?? { amount: 0n, count: 0 };
    sums.set(id, { amount: sum.amount + amount, count: sum.count + 1 });
  }
  return sums;
}
