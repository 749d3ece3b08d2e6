import { bookPayments, creditCustomer } from '../../../../test/booked-payments';
import {
  hkd,
  order,
  paymentsFixture,
  statusChanged,
  tokenPay,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { brokenBooks } from '../../../../test/reversals';
import { PostgresCustomerLimits } from './postgres-customer-limits';
import { PostgresPaymentRecords } from './postgres-payment-records';

const note = { operator: 'ops', reason: 'a test' };

describe('what operators do', () => {
  let payments: PaymentsFixture;
  beforeAll(async () => {
    payments = await paymentsFixture();
    for (const customerId of ['c-1', 'c-2', 'closed']) await payments.register(customerId, hkd('1000'));
    await payments.applyFacts.execute([statusChanged('closed', 2, 'CLOSED')]);
  });
  afterAll(() => payments.stop());

  const actions = (customerId: string) =>
    payments.sql(
      `select action, operator, reason, details from payments.operator_action where customer_id = $1 order by id`,
      [customerId],
    );

  describe('a credit', () => {
    const credit = (customerId: string, reference: string, amount = hkd('500')) =>
      creditCustomer(payments).execute({ customerId, reference, amount }, note);

    it('is posted once per reference, also when it is asked for 20 times at once, and written down', async () => {
      const results = await Promise.all(Array.from({ length: 20 }, () => credit('c-1', 'top-up')));
      expect(results.filter((each) => each.outcome === 'credited' && !each.repeated)).toHaveLength(1);
      const transactionId = expect.any(String) as string;
      for (const repeated of results)
        expect(repeated).toMatchObject({ outcome: 'credited', balance: hkd('1500'), transactionId });
      expect(new Set(results.map((each) => each.outcome === 'credited' && each.transactionId)).size).toBe(1);
      const details = { reference: 'top-up', amount: { currency: 'HKD', value: '500' } };
      expect(await actions('c-1')).toEqual([{ action: 'CREDIT', ...note, details }]);
    });

    it.each([
      ['inconsistent', 'c-1', 'top-up', hkd('501')],
      ['inconsistent', 'c-2', 'top-up', hkd('500')],
      ['not-found', 'nobody', 'other', hkd('1')],
      ['closed', 'closed', 'other', hkd('1')],
    ])('is refused as %s: %s, %s', async (refusal, customerId, reference, amount) => {
      expect(await credit(customerId, reference, amount)).toEqual({ outcome: 'refused', refusal });
    });

    it('reaches a frozen customer', async () => {
      await payments.applyFacts.execute([statusChanged('c-2', 2, 'FROZEN')]);
      expect(await credit('c-2', 'for-frozen')).toMatchObject({ outcome: 'credited', repeated: false });
      await payments.applyFacts.execute([statusChanged('c-2', 3, 'ACTIVE')]);
    });

    it('keeps the books sound', async () => {
      expect(await brokenBooks(payments, /./)).toEqual([]);
    });
  });

  describe("a customer's own limits", () => {
    const limits = () => new PostgresCustomerLimits(payments.dataSource);
    const none = { single: null, dailyAmount: null, dailyCount: null };

    it('hold for that customer only, in every way to pay, until they are taken back', async () => {
      expect(await limits().of('c-1')).toEqual(none);
      expect(await limits().set('c-1', { single: 99n, dailyCount: 7 }, note, new Date())).toEqual({
        ...none,
        single: 99n,
        dailyCount: 7,
      });
      const batch = [order('limited', 'c-1'), order('unlimited', 'c-2')];
      await payments.open.execute(batch);
      const tokens = [tokenPay('limited-token', 'c-1'), tokenPay('unlimited-token', 'c-2')];
      await payments.payByToken.execute(tokens);
      const refused = { outcome: 'refused', refusal: 'SingleLimitExceeded' };
      expect(payments.answersTo([batch[0]!, ...tokens])).toMatchObject([refused, refused, { outcome: 'done' }]);

      expect(await limits().set('c-1', { single: null }, note, new Date())).toEqual({ ...none, dailyCount: 7 });
      const again = tokenPay('no-longer-limited', 'c-1');
      await payments.payByToken.execute([again]);
      expect(payments.answersTo([again])).toMatchObject([{ outcome: 'done' }]);
      expect((await actions('c-1')).slice(1)).toEqual([
        { action: 'LIMITS', ...note, details: { single: '99', dailyCount: '7' } },
        { action: 'LIMITS', ...note, details: { single: null } },
      ]);
    });

    it('are kept for customers only', async () => {
      expect(await limits().of('nobody')).toBeUndefined();
      expect(await limits().set('nobody', { single: 1n }, note, new Date())).toBeUndefined();
      expect(await actions('nobody')).toEqual([]);
    });
  });

  it('what they did cannot be changed', async () => {
    await expect(payments.sql('delete from payments.operator_action')).rejects.toThrow('permission denied');
  });
});

describe('the record of a payment', () => {
  let payments: PaymentsFixture;
  beforeAll(async () => {
    payments = await paymentsFixture();
    await bookPayments(payments);
  });
  afterAll(() => payments.stop());
  const record = (id: string) => new PostgresPaymentRecords(payments.dataSource).find(id);

  it('is found by every id that somebody may have', async () => {
    const found = await record('cancelled-refunded');
    const ids = [found?.order.paymentId, found?.refunds[0]?.refundRequestId, found?.refunds[0]?.refundId];
    for (const id of ids) expect(await record(String(id))).toEqual(found);
    expect(await record('nobody-has-this')).toBeUndefined();
  });

  it('is its whole life', async () => {
    const found = await record('cancelled-refunded');
    expect(found?.order).toMatchObject({
      state: 'CANCELLED',
      version: 3,
      customerId: 'c-1',
      mobileNumber: '+85252412345',
      ...{
        debit: hkd('100').toJSON(),
        refundedAmount: hkd('40').toJSON(),
        paidAt: payments.clock.at,
        cancelledAt: payments.clock.at,
      },
    });
    expect(found?.events.map(({ type, command }) => [type, command])).toEqual([
      ['OrderOpened', 'OpenOrder'],
      ['OrderPaid', 'SettlePayment'],
      ['OrderCancelled', 'CancelPayment'],
    ]);
    expect(found?.refunds).toMatchObject([
      {
        refundRequestId: 'refund-of-cancelled-refunded',
        state: 'SUCCEEDED',
        refundAmount: hkd('40').toJSON(),
        reason: 'a test',
      },
    ]);
    const wallet = (value: string) => ({ accountId: 'wallet:c-1:HKD', amount: { currency: 'HKD', value } });
    const inWallet = found?.postings.map(({ kind, entries }) => [
      kind,
      entries.find(({ accountId }) => accountId.startsWith('wallet:')),
    ]);
    expect(inWallet?.sort()).toEqual([
      ['PAY', wallet('-100')],
      ['REFUND', wallet('40')],
      ['REVERSAL', wallet('60')],
    ]);
  });

  it('is there of an order without anything', async () => {
    expect(await record('cancelled-unknown')).toMatchObject({
      order: { state: 'CANCELLED', paymentAmount: null, lookup: null },
      events: [{ type: 'OrderCancelled' }],
      refunds: [],
      postings: [],
    });
    expect(await record('never-asked')).toBeUndefined();
  });
});
