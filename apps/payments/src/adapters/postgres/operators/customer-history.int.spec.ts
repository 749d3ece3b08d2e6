import { bookPayments } from '../../../../test/booked-payments';
import { hkd, paymentsFixture, type PaymentsFixture } from '../../../../test/payments-fixture';
import { PostgresUsage } from '../wallets/postgres-usage';
import { PostgresCustomerHistory } from './postgres-customer-history';

describe('what a customer did', () => {
  let payments: PaymentsFixture;
  let history: PostgresCustomerHistory;
  beforeAll(async () => {
    payments = await paymentsFixture();
    history = new PostgresCustomerHistory(payments.dataSource);
    await bookPayments(payments);
  });
  afterAll(() => payments.stop());

  const made = ['cancelled', 'cancelled-refunded', 'cancelled-waiting', 'paid', 'refunded', 'waiting'];

  it.each([1, 4, 100])('is listed by order, the newest first, in pages of %d', async (limit) => {
    const ids: string[] = [];
    let before;
    do {
      const page = await history.payments({ customerId: 'c-1', before, limit });
      ids.push(...(page?.payments ?? []).map(({ paymentRequestId }) => paymentRequestId));
      before = page?.next;
    } while (before);
    expect(ids).toEqual([...made].reverse());
  });

  it('says of each order what was paid and given back', async () => {
    const page = await history.payments({ customerId: 'c-1', before: undefined, limit: 100 });
    const [refunded] = page?.payments.filter(({ paymentRequestId }) => paymentRequestId === 'refunded') ?? [];
    expect(refunded).toMatchObject({
      kind: 'EASY_PAY',
      state: 'PAID',
      refusal: null,
      merchantName: 'Tea House',
      paidAt: payments.clock.at,
      paymentAmount: hkd('100').toJSON(),
      debit: hkd('100').toJSON(),
      refundedAmount: hkd('40').toJSON(),
    });
  });

  it.each([1, 3, 100])('is stated entry by entry with the balance after each, in pages of %d', async (limit) => {
    const lines = [];
    let before;
    do {
      const page = await history.statement({ customerId: 'c-2', before, limit });
      expect(page).toMatchObject({ accountId: 'wallet:c-2:HKD', currency: 'HKD', balance: '1440' });
      lines.push(...(page?.lines ?? []).map(({ kind, orderId, amount, balance }) => [kind, orderId, amount, balance]));
      before = page?.next;
    } while (before);
    expect(lines).toEqual([
      ['REVERSAL', 'cancelled-by-token', '100', '1440'],
      ['REFUND', 'paid-by-token', '40', '1340'],
      ['PAY', 'paid-by-token', '-100', '1300'],
      ['PAY', 'cancelled-by-token', '-100', '1400'],
      ['CASH_IN', null, '500', '1500'],
      ['OPENING', null, '1000', '1000'],
    ]);
  });

  it('is nothing of a customer who did nothing, and of nobody', async () => {
    await payments.register('idle', hkd('0'));
    const page = { customerId: 'idle', before: undefined, limit: 10 };
    expect(await history.payments(page)).toEqual({ payments: [], next: undefined });
    expect(await history.statement(page)).toMatchObject({ balance: '0', lines: [], next: undefined });
    const nobody = { ...page, customerId: 'nobody' };
    expect([await history.payments(nobody), await history.statement(nobody)]).toEqual([undefined, undefined]);
  });

  it('has ids that grow with time', async () => {
    const rows = await payments.sql<{ id: string }>('select id from payments.ledger_transaction order by posted_at');
    for (const { id } of rows) expect(id[14]).toBe('7');
  });

  it('counts on its day until that is forgotten', async () => {
    const days = async () =>
      Promise.all(
        ['day_usage', 'agreement_usage'].map(async (table) =>
          (await payments.sql<{ day: string }>(`select distinct day::text from payments.${table} order by day`)).map(
            ({ day }) => day,
          ),
        ),
      );
    const usage = new PostgresUsage(payments.dataSource);
    const [[today = '']] = (await days()) as [string[]];
    await payments.database.run([
      `insert into payments.day_usage values ('wallet:c-1:HKD', '2026-01-01', 1, 1), ('wallet:c-1:HKD', '2026-01-02', 1, 1)`,
      `insert into payments.agreement_usage values (gen_random_uuid(), '2026-01-01', 1)`,
    ]);
    expect(await usage.purgeBefore('2026-01-02', 1_000)).toBe(1);
    expect(await days()).toEqual([['2026-01-02', today], [today]]);
    expect(await usage.purgeBefore(today, 1_000)).toBe(1);
    expect(await days()).toEqual([[today], [today]]);
  });
});
