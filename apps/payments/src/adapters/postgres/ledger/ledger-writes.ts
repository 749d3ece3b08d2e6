import { newId } from '@wallet/service';
import { accountKind } from '../../../domain/wallet/account-id';
import type { Entry, Posting } from '../../../domain/ledger/posting';
import type { OneStatement } from '../one-statement';
import { sumsOf } from '../sums';

/**
 * Writes postings, in ascending order of what they are about, as orders are. The accounts that the house keeps itself are
 * opened when a currency is first used.
 */
export function addPostings(statement: OneStatement, postings: readonly Posting[], now: Date): void {
  if (postings.length === 0) return;
  const transactions = [...postings]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((posting) => ({ id: newId(), ...posting }));
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
    const orderIds = bind(transactions.map(({ subject }) => subject.orderId ?? null));
    const refundIds = bind(transactions.map(({ subject }) => subject.refundRequestId ?? null));
    const references = bind(transactions.map(({ subject }) => subject.reference ?? null));
    return `insert into payments.ledger_transaction (id, kind, order_id, refund_request_id, reference, posted_at)
      select n.*, ${bind(now)} from unnest(
        ${ids}::uuid[], ${kinds}::text[], ${orderIds}::text[], ${refundIds}::text[], ${references}::text[]) as n`;
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

const keyOf = ({ subject }: Posting): string => subject.refundRequestId ?? subject.orderId ?? subject.reference ?? '';

/** What a batch of payments takes from each wallet: guarded by status and balance, and counted on the day. */
export function addDebits(statement: OneStatement, payments: readonly Posting[], day: string): void {
  const taken = walletEntries(payments).filter(({ amount }) => amount < 0n);
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

const walletEntries = (postings: readonly Posting[]): Entry[] =>
  postings.flatMap(({ entries }) => entries).filter(({ accountId }) => accountKind(accountId) === 'WALLET');

/** What a batch of postings gives to each wallet, whatever its status. */
export function addCredits(statement: OneStatement, postings: readonly Posting[]): void {
  const given = walletEntries(postings).filter(({ amount }) => amount > 0n);
  const sums = sumsOf(given.map(({ accountId, amount }) => [accountId, amount]));
  if (sums.size === 0) return;
  const amounts = [...sums.values()].map(({ amount }) => amount.toString());
  statement.addGuarded(
    'wallets to credit',
    sums.size,
    (bind) => `update payments.account as a set balance = a.balance + credit.amount
      from unnest(${bind([...sums.keys()])}::text[], ${bind(amounts)}::bigint[]) as credit (account_id, amount)
      where a.id = credit.account_id and a.kind = 'WALLET'
      returning 1`,
  );
}
