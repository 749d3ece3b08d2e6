import { randomUUID } from 'node:crypto';
import { payAndAuthorize } from './support/binding';
import { amountOf, EasyPayOrder, resultOf } from './support/easy-pay';
import { orderCases, price, type OrderCase } from './support/order-cases';
import { cancel, refund, refundBody } from './support/reversals';
import { changedBy } from './support/stored-state';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

const success = 'S SUCCESS';
const notFound = 'F ORDER_NOT_EXIST';
const closed = 'F ORDER_IS_CLOSED';
const illegal = 'F PARAM_ILLEGAL';
const inconsistent = 'F REPEAT_REQ_INCONSISTENT';
const exceeded = 'F REFUND_AMOUNT_EXCEED';
const times = <T>(count: number, each: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, each));

/** reliability.md §10 E, rows 98 to 111. */
describe('bad inquiries, cancellations and refunds', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('bad-inputs-reversal', { replicas: { payments: 2 } });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const paid = (): Promise<OrderCase> => orderCases.paid(wallet);
  const balanceOf = ({ customer }: OrderCase): Promise<string> => wallet.balance(customer);
  const inquire = (paymentRequestId: string) =>
    wallet.call('inquiryPayment', { acquirerId: 'a', pspId: '1022160000000000000', paymentRequestId });
  const cancelled = async ({ paid: { paymentRequestId } }: OrderCase) =>
    resultOf(await cancel(wallet, paymentRequestId));
  const refunded = async (order: OrderCase, value: string, over: JsonObject = {}) =>
    resultOf(await refund(wallet, order.paid, value, over));

  it('rows 98 and 99: an inquiry of an unknown id, and of an order in process', async () => {
    const waiting = await orderCases.waiting(wallet);
    const changed = await changedBy(wallet, async () => {
      expect(resultOf(await inquire('nobody-knows-this'))).toBe(notFound);
      const inquiry = await inquire(waiting.paid.paymentRequestId);
      expect([resultOf(inquiry), resultOf(inquiry, 'paymentResult')]).toEqual([success, 'U PAYMENT_IN_PROCESS']);
    });
    expect(changed).toEqual([]);
  });

  it('row 100: an inquiry after the cancel of a paid order says that it is closed', async () => {
    const order = await paid();
    expect(await cancelled(order)).toBe(success);
    const { answer, ...rest } = await inquire(order.paid.paymentRequestId);
    expect(resultOf({ answer, ...rest } as never, 'paymentResult')).toBe(closed);
    expect(answer).toMatchObject({ paymentAmount: amountOf(String(price)), payToAmount: amountOf(String(price)) });
    expect(answer).not.toHaveProperty('paymentTime');
  });

  it('row 101: a cancel of an unknown id is done, and the late pay finds the tombstone', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const changed = await changedBy(wallet, async () => {
      expect(resultOf(await cancel(wallet, order.paymentRequestId))).toBe(success);
      expect(resultOf(await wallet.call('pay', order.order()))).toBe(closed);
      expect(resultOf(await order.verify('none', '123456'))).toBe(closed);
    });
    expect(changed).toEqual(['payments.order_event', 'payments.payment_order']);
  });

  it('row 102: a cancel while the debit runs leaves no debit, whoever is first', async () => {
    for (let round = 0; round < 10; round++) {
      const order = await orderCases.waiting(wallet);
      const [pay, cancelling] = await Promise.all([order.verifyAgain(), cancel(wallet, order.paid.paymentRequestId)]);
      expect(resultOf(cancelling)).toBe(success);
      expect([success, closed]).toContain(resultOf(pay));
      expect(await balanceOf(order)).toBe('1000000');
      expect(resultOf(await inquire(order.paid.paymentRequestId), 'paymentResult')).toBe(closed);
    }
  });

  it('row 103: a cancel repeated, and 50 at once, reverse once', async () => {
    const order = await paid();
    const results = await times(50, () => cancelled(order));
    expect(new Set([...results, await cancelled(order)])).toEqual(new Set([success]));
    expect(await balanceOf(order)).toBe('1000000');
    const reversals = `select 1 from payments.ledger_transaction where kind = 'REVERSAL' and order_id = $1`;
    expect(await wallet.rows(reversals, [order.paid.paymentRequestId])).toHaveLength(1);
  });

  it('row 105: a cancel after a partial refund gives back the rest', async () => {
    const order = await orderCases['partly refunded'](wallet);
    expect(await cancelled(order)).toBe(success);
    expect(await balanceOf(order)).toBe('1000000');
  });

  it('row 106: refunds beyond the payment are refused; of 20 at once of 10 % each, 10 succeed', async () => {
    const [order, other] = [await paid(), await paid()];
    expect(await refunded(order, String(price + 1n))).toBe(exceeded);
    expect(await refunded(order, '12000')).toBe(success);
    expect(await refunded(order, '51')).toBe(exceeded);
    expect(await refunded(order, '50')).toBe(success);
    const results = await times(20, () => refunded(other, '1205'));
    expect(results.filter((result) => result === success)).toHaveLength(10);
    expect(results.filter((result) => result === exceeded)).toHaveLength(10);
    expect([await balanceOf(order), await balanceOf(other)]).toEqual(['1000000', '1000000']);
  });

  it.each([
    ['waiting', notFound],
    ['failed', notFound],
    ['expired', notFound],
    ['cancelled after payment', closed],
    ['cancelled while it waited', closed],
  ] as const)('row 107: a refund of an order that is %s: %s, and no money moves', async (name, expected) => {
    const order = await orderCases[name](wallet);
    const changed = await changedBy(wallet, async () => {
      expect(await refunded(order, '1')).toBe(expected);
    });
    expect(changed).toEqual(['payments.refund']);
  });

  it.each([
    ['another currency', { refundAmount: amountOf('100', 'USD'), refundFromAmount: amountOf('100', 'USD') }],
    ['another currency on one side', { refundFromAmount: amountOf('100', 'USD') }],
    ['zero', { refundAmount: amountOf('0') }],
    ['zero on both sides', { refundAmount: amountOf('0'), refundFromAmount: amountOf('0') }],
    [
      'zero of a settlement in another currency',
      { refundAmount: amountOf('0'), refundFromAmount: amountOf('1', 'USD') },
    ],
    ['a negative amount', { refundAmount: amountOf('-1') }],
    ['a fraction', { refundAmount: amountOf('1.5') }],
    ['a number', { refundAmount: { currency: 'HKD', value: 12 } }],
    ['no amount', { refundAmount: undefined }],
    ['no refundRequestId', { refundRequestId: undefined }],
    ['no paymentId', { paymentId: undefined }],
    ['a foreign pspId', { pspId: '1022160000000000009' }],
  ])('row 108: a refund with %s', async (_, over) => {
    const order = await paid();
    expect(await refunded(order, '100', over)).toBe(illegal);
    expect(await balanceOf(order)).toBe(String(1_000_000n - price));
  });

  it('rows 109 and 110: a refundRequestId is for one amount of one payment', async () => {
    const [order, other] = [await paid(), await paid()];
    const first = refundBody(order.paid, '1000', { refundRequestId: `refund-${randomUUID()}` });
    const answer = await wallet.call('refund', first);
    expect(resultOf(answer)).toBe(success);
    expect(answer.answer).toMatchObject({ refundId: expect.stringMatching(/^\d{34}$/) as string });
    const changed = await changedBy(wallet, async () => {
      expect((await wallet.call('refund', first)).answer).toEqual(answer.answer);
      const more = { refundAmount: amountOf('1001') };
      expect(resultOf(await wallet.call('refund', { ...first, ...more }))).toBe(inconsistent);
      expect(resultOf(await wallet.call('refund', { ...first, ...other.paid }))).toBe(inconsistent);
    });
    expect(changed).toEqual([]);
  });

  it('a refund of the right order under another paymentId is of no order', async () => {
    const order = await paid();
    expect(await refunded(order, '1', { paymentId: '2026010100000000000000000000000001' })).toBe(notFound);
  });

  it('rows 104 and 111: after their windows a cancel and a refund are refused, and no money moves', async () => {
    const order = await paid();
    const { paymentRequestId } = order.paid;
    await paidBefore(paymentRequestId, `now() - interval '2 days'`);
    const changed = await changedBy(wallet, async () => {
      expect(await cancelled(order)).toBe('F CANCEL_WINDOW_EXCEED');
    });
    expect(changed).toEqual([]);
    expect(await refunded(order, '1')).toBe(success);
    await paidBefore(paymentRequestId, `now() - interval '366 days 1 minute'`);
    expect(await refunded(order, '1')).toBe('F REFUND_WINDOW_EXCEED');
    expect(await balanceOf(order)).toBe(String(1_000_001n - price));
  });

  it('a frozen customer gets the money back, a closed one is refunded nothing but a cancel succeeds', async () => {
    const [frozen, gone, cancelledOne] = [await paid(), await paid(), await paid()];
    await wallet.changeCustomer(frozen.customer, 'freeze');
    expect(await refunded(frozen, '2050')).toBe(success);
    for (const { customer } of [gone, cancelledOne]) await wallet.changeCustomer(customer, 'close');
    expect(await refunded(gone, '2050')).toBe('F USER_NOT_EXIST');
    expect(await cancelled(cancelledOne)).toBe(success);
    expect(await balanceOf(cancelledOne)).toBe('1000000');
  });

  it('cancelling a payment ends no agreement', async () => {
    const { order, binding } = await payAndAuthorize(wallet, await wallet.customer());
    await binding.notices('TOKEN_CREATED');
    expect(resultOf(await cancel(wallet, order.paymentRequestId))).toBe(success);
    const cancelledAgreements = `select 1 from auth.agreement where status = 'CANCELLED'`;
    expect(await wallet.rows(cancelledAgreements)).toEqual([]);
  });

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);

  async function paidBefore(paymentRequestId: string, moment: string): Promise<void> {
    const sql = `update payments.payment_order set paid_at = ${moment} where payment_request_id = $1`;
    await wallet.rows(sql, [paymentRequestId]);
  }
});
