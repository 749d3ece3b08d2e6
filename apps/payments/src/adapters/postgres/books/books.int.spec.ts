import { inTransaction, query, runChecks } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import { bookPayments } from '../../../../test/booked-payments';
import { scanned, scansOf } from '../../../../test/scan-fixture';
import { paymentsFixture, type PaymentsFixture } from '../../../../test/payments-fixture';
import { paymentsDataSource, schema } from '../database';
import { bookChecks } from './book-checks';
import { PostgresBooks } from './postgres-books';

const isBroken = ({ status }: { status: string }) => status === 'broken';

/** Every trigger that would refuse the corruption is off while it is planted. */
const guarded = ['ledger_transaction', 'ledger_entry', 'order_event', 'refund'];
const unguarded = (sql: string) => [
  ...guarded.map((table) => `alter table payments.${table} disable trigger user`),
  sql,
  ...guarded.map((table) => `alter table payments.${table} enable trigger user`),
];
const rebalance = `update payments.account set balance =
  (select sum(amount) from payments.ledger_entry where account_id = account.id) where kind = 'WALLET'`;
const posting = (kind: string, orderId: string) =>
  `(select id from payments.ledger_transaction where kind = '${kind}' and order_id = '${orderId}')`;
const copied = (from: string, to: { kind: string; orderId: string }, factor = 1) => `
  with copy as (insert into payments.ledger_transaction (id, kind, order_id, posted_at)
    values (gen_random_uuid(), '${to.kind}', '${to.orderId}', now()) returning id)
  insert into payments.ledger_entry (transaction_id, seq, account_id, currency, amount)
  select copy.id, e.seq, e.account_id, e.currency, e.amount * ${factor}
  from copy, payments.ledger_entry e where e.transaction_id = ${from}`;
const deleted = (from: string) => `
  delete from payments.ledger_entry where transaction_id = ${from};
  delete from payments.ledger_transaction where id = ${from}`;

const corruptions: [what: string, broken: string, ...sql: string[]][] = [
  [
    'money from nowhere',
    'I1 I2 I2 I3',
    `insert into payments.ledger_entry select transaction_id, 9, account_id, currency, 1 from payments.ledger_entry
     where transaction_id = ${posting('PAY', 'paid')} and seq = 0`,
  ],
  [
    'an entry in a wrong currency',
    'I1 I2 I2',
    `update payments.ledger_entry set currency = 'JPY' where transaction_id = ${posting('PAY', 'paid')} and seq = 0`,
  ],
  ['a wrong balance', 'I2', `update payments.account set balance = balance + 1 where id = 'wallet:c-1:HKD'`],
  [
    'a second debit',
    'I3',
    'drop index payments.ledger_transaction_one_payment',
    copied(posting('PAY', 'paid'), { kind: 'PAY', orderId: 'paid' }),
    rebalance,
  ],
  ['a payment without a debit', 'I3', deleted(posting('PAY', 'paid')), rebalance],
  [
    'a debit of an order that waits',
    'I3',
    copied(posting('PAY', 'paid'), { kind: 'PAY', orderId: 'waiting' }),
    rebalance,
  ],
  [
    'a debit that is twice the amount',
    'I3',
    `update payments.ledger_entry set amount = 2 * amount where transaction_id = ${posting('PAY', 'paid')}`,
    rebalance,
  ],
  [
    "a debit of somebody else's wallet",
    'I3',
    `update payments.ledger_entry set account_id = 'wallet:c-2:HKD'
     where transaction_id = ${posting('PAY', 'paid')} and account_id = 'wallet:c-1:HKD'`,
    rebalance,
  ],
  [
    'the reversal of a payment that was not cancelled',
    'I3',
    copied(posting('PAY', 'paid'), { kind: 'REVERSAL', orderId: 'paid' }, -1),
    rebalance,
  ],
  [
    'a balance below zero',
    'I2 I4',
    'alter table payments.account drop constraint account_balance',
    `update payments.account set balance = -1 where id = 'wallet:c-1:HKD'`,
  ],
  [
    'day usage below zero',
    'I4',
    'alter table payments.day_usage drop constraint day_usage_positive',
    'update payments.day_usage set count = -1',
  ],
  [
    'an order that was paid and then failed',
    'I5 I18',
    `insert into payments.order_event (order_id, version, type, occurred_at) values ('paid', 3, 'OrderFailed', now())`,
  ],
  [
    'more refunded than paid',
    'I6',
    'alter table payments.payment_order drop constraint payment_order_refunded',
    `update payments.payment_order set refunded_amount = 101 where payment_request_id = 'refunded'`,
  ],
  [
    'a refund without a posting',
    'I6',
    `update payments.payment_order set refunded_amount = 80, refunded_from_amount = 72
     where payment_request_id = 'refunded'`,
    `insert into payments.refund (refund_request_id, payment_request_id, payment_id, state, refund_id, refund_amount,
       refund_currency, refund_from_amount, refund_from_currency, trace_id, created_at)
     select 'another', payment_request_id, payment_id, state, 'another', refund_amount, refund_currency,
       refund_from_amount, refund_from_currency, trace_id, created_at
     from payments.refund where payment_request_id = 'refunded'`,
  ],
  [
    'the posting of a refund that was refused',
    'I6 I6',
    `update payments.refund set state = 'REFUSED', refusal = 'OrderClosed', refund_id = null
     where payment_request_id = 'refunded'`,
  ],
  ['a cancellation without a reversal', 'I6', deleted(posting('REVERSAL', 'cancelled')), rebalance],
  [
    'a reversal of too much',
    'I3 I6',
    `update payments.ledger_entry set amount = 2 * amount where transaction_id = ${posting('REVERSAL', 'cancelled-refunded')}`,
    rebalance,
  ],
  [
    'an order that waits for ever',
    'I11',
    `update payments.payment_order set expires_at = now() - interval '61 seconds' where payment_request_id = 'waiting'`,
  ],
  [
    'a scanned order that waits for ever',
    'I11',
    `update payments.payment_order set expires_at = now() - interval '61 seconds' where payment_request_id = 'scanned'`,
  ],
  [
    'a debit of a scanned order that waits',
    'I3',
    copied(posting('PAY', 'paid'), { kind: 'PAY', orderId: 'scanned' }),
    rebalance,
  ],
  [
    'a scanned order that is closed without an event',
    'I18',
    `update payments.payment_order set state = 'CLOSED', refusal = 'OrderClosed' where payment_request_id = 'scanned'`,
  ],
  [
    'a fact that was never sent',
    'I12',
    `update payments.outbox set sent_at = null, occurred_at = now() - interval '61 seconds' where key = 'paid'`,
  ],
  [
    'a code that settled two orders',
    'I13',
    `update payments.payment_order set verify_request_id = 'code-of-paid' where payment_request_id = 'refunded'`,
  ],
  ['a gap in the events', 'I18', `delete from payments.order_event where order_id = 'paid' and version = 1`],
  [
    'an event that tells of another state',
    'I18',
    `update payments.order_event set type = 'OrderClosed' where order_id = 'failed'`,
  ],
  ['a right to delete', 'I19', 'grant delete on payments.order_event to wallet_payments'],
  ['a right to change one column', 'I19', 'grant update (amount) on payments.ledger_entry to wallet_payments'],
  ['an amount that is a float', 'I20', 'alter table payments.agreement_usage alter amount type double precision'],
];

it('no two checks have the same name', () => {
  const names = bookChecks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe('the books of payments', () => {
  let payments: PaymentsFixture;
  let owner: DataSource;
  let books: PostgresBooks;
  beforeAll(async () => {
    payments = await paymentsFixture();
    owner = await paymentsDataSource(payments.database.ownerUrl).initialize();
    books = new PostgresBooks({ url: payments.database.urlFor('wallet_payments'), schema });
    await bookPayments(payments);
    await scansOf(payments).record.execute([scanned('scanned', 'c-1')]);
    await owner.query('update payments.outbox set sent_at = now()');
  });
  afterAll(async () => {
    await owner.destroy();
    await payments.stop();
  });

  /** The ids of the broken checks, after these statements of the owner, which are undone. */
  async function brokenBy(statements: readonly string[]): Promise<string> {
    let broken = '';
    const undone = inTransaction(owner, async (manager) => {
      for (const sql of statements) await manager.query(sql);
      const results = await runChecks(bookChecks, (sql) => query(manager, sql));
      broken = results
        .filter(isBroken)
        .map(({ id }) => id)
        .join(' ');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    return broken;
  }

  it('are sound after a life of every kind, as the service sees them', async () => {
    const { checks, trialBalance, clearing } = await books.report();
    expect(checks.filter(isBroken)).toEqual([]);
    expect([...new Set(checks.map(({ id }) => id))].join(' ')).toBe('I1 I2 I3 I4 I5 I6 I11 I12 I13 I18 I19 I20');
    expect(trialBalance).toEqual([
      { currency: 'CNY', kind: 'CURRENCY_TRADING', debit: '540', credit: '342' },
      { currency: 'CNY', kind: 'SETTLEMENT_PAYABLE', debit: '342', credit: '540' },
      { currency: 'HKD', kind: 'CASH_CLEARING', debit: '500', credit: '0' },
      { currency: 'HKD', kind: 'CURRENCY_TRADING', debit: '380', credit: '600' },
      { currency: 'HKD', kind: 'OPENING_BALANCES', debit: '2000', credit: '0' },
      { currency: 'HKD', kind: 'WALLET', debit: '600', credit: '2880' },
    ]);
    expect(clearing.map(({ accountId, balance }) => [accountId, balance])).toEqual([
      ['cash-clearing:HKD', '-500'],
      ['currency-trading:CNY', '-198'],
      ['currency-trading:HKD', '220'],
      ['settlement-payable:CNY', '198'],
    ]);
  });

  it.each([
    [1, ['198', '0', '0', '0']],
    [2, ['108', '90', '0', '0']],
    [7, ['108', '90', '0', '0']],
    [8, ['108', '0', '90', '0']],
    [30, ['108', '0', '90', '0']],
    [31, ['108', '0', '0', '90']],
  ])('say what is to be cleared of a payment that is %i days old', async (days, expected) => {
    const aged = `update payments.ledger_transaction set posted_at = now() - interval '${days} days'
      where order_id = 'paid'`;
    for (const sql of unguarded(aged)) await owner.query(sql);
    const payable = (await books.report()).clearing.find(({ accountId }) => accountId === 'settlement-payable:CNY');
    expect(Object.values(payable?.ageing ?? {})).toEqual(expected);
  });

  it('page through what was settled', async () => {
    const since = new Date(0);
    const first = await books.settled({ after: '', since, limit: 4 });
    expect(first.map(({ paymentRequestId, state }) => `${paymentRequestId} ${state}`)).toEqual([
      'cancelled CANCELLED',
      'cancelled-by-token CANCELLED',
      'cancelled-refunded CANCELLED',
      'paid PAID',
    ]);
    const rest = await books.settled({ after: 'paid', since, limit: 4 });
    expect(rest.map(({ paymentRequestId }) => paymentRequestId)).toEqual(['paid-by-token', 'refunded']);
    expect(await books.settled({ after: '', since: new Date(Date.now() + 60_000), limit: 4 })).toEqual([]);
  });

  it.each(corruptions)('are broken by %s: %s', async (_, broken, ...statements) => {
    expect(await brokenBy(statements.flatMap(unguarded))).toBe(broken);
  });

  it.each([
    'alter table payments.ledger_entry disable trigger ledger_entry_append_only',
    'drop trigger ledger_entry_balanced on payments.ledger_entry',
  ])('are broken by a missing guard: %s', async (sql) => {
    expect(await brokenBy([sql])).toBe('I19');
  });
});
