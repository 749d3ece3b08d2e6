import { Money } from '@wallet/money';
import {
  cancellation,
  hkd,
  inquiry,
  order,
  paymentsFixture,
  refund,
  statusChanged,
  tokenPay,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import {
  ask,
  balanceOf,
  brokenBooks,
  eachOf,
  ids,
  openOrders,
  payOrders,
  refusedAs,
  resultOf,
} from '../../../../test/reversals';

import { PostgresRefunds } from './postgres-refunds';
import { limitsIn } from '../../../../test/limits-in';

type Refund = ReturnType<typeof refund>;

const fault = { outcome: 'unknown', reason: 'fault' };

describe('refunding, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => {
    payments = await paymentsFixture({
      limits: limitsIn(['HKD'], { single: 100n, dailyAmount: 100_000n, dailyCount: 200 }),
    });
  });
  beforeEach(() => (payments.clock.at = new Date()));
  afterEach(async () => expect(await brokenBooks(payments)).toEqual([]));
  afterAll(() => payments.stop());

  const give = (...batch: Refund[]) => ask(payments, payments.refund, ...batch);
  const rowsOf = (refundRequestId: string) =>
    payments.sql('select state, refusal, reason, quote, trace_id from payments.refund where refund_request_id = $1', [
      refundRequestId,
    ]);
  const sumsOf = (prefix: string) =>
    payments.sql(
      `select refunded_amount, refunded_from_amount, version, count(*)::int as orders from payments.payment_order
       where payment_request_id like $1 group by 1, 2, 3`,
      [`${prefix}%`],
    );

  it('gives a part back, echoes it, and says the same to every repeat', async () => {
    const [paymentId] = await payOrders(payments, 'once', ['once-1']);
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const refundQuote = { quoteId: 'q', quoteCurrencyPair: 'HKD/CNY', quotePrice: '0.9000' };
    const refundPromoInfo = { refundPromoDetails: [{ promoId: '1' }] };
    const surchargeInfo = { surchargeAmount: { currency: 'HKD', value: '1' } };
    const echoed = { refundQuote, refundPromoInfo, surchargeInfo };
    const details = { ...echoed, refundReason: 'torn' };
    const first = { ...refund('once-1', 'once-r', { paymentId: paymentId!, ...details }), traceparent };
    const [answer] = await give(first);
    expect(resultOf(answer, 'refunded')).toEqual({
      kind: 'refunded',
      refundId: expect.stringMatching(/^\d{34}$/) as string,
      refundedAt: payments.clock.at.toISOString(),
      refundAmount: hkd('10'),
      refundFromAmount: Money.of('CNY', '9'),
      ...echoed,
    });
    payments.clock.at = new Date(payments.clock.at.getTime() + 1_000);
    const turned = { surchargeInfo: { surchargeAmount: { value: '1', currency: 'HKD' } }, refundReason: 'late' };
    const again = refund('once-1', 'once-r', { paymentId: paymentId!, ...details, ...turned });
    expect(await give(again, again)).toEqual([answer, answer]);
    expect(await rowsOf('once-r')).toEqual([
      { state: 'SUCCEEDED', refusal: null, reason: 'torn', quote: refundQuote, trace_id: 'a'.repeat(32) },
    ]);
    expect(await sumsOf('once')).toEqual([{ refunded_amount: '10', refunded_from_amount: '9', version: 2, orders: 1 }]);
    expect(await balanceOf(payments, 'once')).toBe('99910');
    const entries = `select kind, account_id, amount from payments.ledger_entry e join payments.ledger_transaction t
      on t.id = e.transaction_id where refund_request_id = 'once-r' order by seq`;
    expect(await payments.sql(entries)).toEqual([
      { kind: 'REFUND', account_id: 'wallet:once:HKD', amount: '10' },
      { kind: 'REFUND', account_id: 'currency-trading:HKD', amount: '-10' },
      { kind: 'REFUND', account_id: 'currency-trading:CNY', amount: '9' },
      { kind: 'REFUND', account_id: 'settlement-payable:CNY', amount: '-9' },
    ]);
    const [found] = await ask(payments, payments.inquire, inquiry('once-1'));
    expect(resultOf(found, 'inquired')).toMatchObject({ payment: { status: 'paid', paymentId } });
  });

  it('lets exactly 10 of 20 tenths through on each of 100 orders, however they race', async () => {
    const orderIds = ids('tenth', 100);
    const paymentIds = await payOrders(payments, 'tenth', orderIds);
    const batches = ids('round', 20).flatMap((round) =>
      [0, 25, 50, 75].map((start) =>
        orderIds
          .slice(start, start + 25)
          .map((id, at) => refund(id, `${round} ${id}`, { paymentId: paymentIds[start + at]! })),
      ),
    );
    await eachOf(batches, 10, (batch) => payments.refund.execute(batch));
    const answers = new Map<string, string[]>();
    payments.answersTo(batches.flat()).forEach((answer, at) => {
      const { paymentRequestId } = batches.flat()[at]!.payload;
      const said = answer?.outcome === 'refused' ? answer.refusal : resultOf(answer, 'refunded')?.kind;
      answers.set(paymentRequestId, [...(answers.get(paymentRequestId) ?? []), said ?? 'unknown']);
    });
    const expected = [...Array<string>(10).fill('RefundAmountExceeded'), ...Array<string>(10).fill('refunded')];
    expect(answers.size).toBe(100);
    for (const said of answers.values()) expect(said.sort()).toEqual(expected);
    expect(await sumsOf('tenth')).toEqual([
      { refunded_amount: '100', refunded_from_amount: '90', version: 2, orders: 100 },
    ]);
    expect(await balanceOf(payments, 'tenth')).toBe('100000');
  }, 60_000);

  it('lets 10 of 20 tenths through within one batch too, in its order', async () => {
    const [paymentId] = await payOrders(payments, 'batch', ['batch-1']);
    const answers = await give(...ids('batch-r', 20).map((id) => refund('batch-1', id, { paymentId: paymentId! })));
    expect(answers.map((answer) => resultOf(answer, 'refunded') !== undefined)).toEqual(
      answers.map((_, index) => index < 10),
    );
    expect(await balanceOf(payments, 'batch')).toBe('100000');
  });

  it('is guarded by the statement that writes it, whatever was decided', async () => {
    const [paymentId] = await payOrders(payments, 'guard', ['guard-1']);
    const large = { refundAmount: hkd('60'), refundFromAmount: Money.of('CNY', '54') };
    const rest = { refundAmount: hkd('40'), refundFromAmount: Money.of('CNY', '36') };
    const decided = { state: 'SUCCEEDED', paymentRequestId: 'guard-1', paymentId: paymentId! } as const;
    const now = payments.clock.at;
    const store = (refundRequestId: string, terms: typeof large) =>
      new PostgresRefunds(payments.dataSource).refund([refund('guard-1', refundRequestId)], now, (book) =>
        book.add({ ...decided, terms, refundRequestId, refundId: refundRequestId, decidedAt: now }),
      );
    await store('guard-r1', large);
    await expect(store('guard-r2', large)).rejects.toThrow('orders to refund: 1 expected, 0 found');
    await expect(store('guard-r1', rest)).rejects.toThrow('duplicate key');
    expect(await balanceOf(payments, 'guard')).toBe('99960');
  });

  it('pays once when the same one comes 50 times at the same moment', async () => {
    const [paymentId] = await payOrders(payments, 'twins', ['twins-1']);
    const messages = Array.from({ length: 50 }, () => refund('twins-1', 'twins-r', { paymentId: paymentId! }));
    await eachOf(messages, 10, (message) => payments.refund.execute([message]));
    const refundIds = payments.answersTo(messages).map((answer) => resultOf(answer, 'refunded')?.refundId);
    expect(new Set(refundIds)).toEqual(new Set([expect.stringMatching(/^\d{34}$/)]));
    expect(await balanceOf(payments, 'twins')).toBe('99910');
  });

  it('stores one when its id races for other payments, known and unknown', async () => {
    const rivals = ids('rival', 3);
    const paymentIds = await payOrders(payments, 'rival', rivals);
    const rounds = ids('rival-r', 20);
    await eachOf(rounds, 3, async (id) => {
      const batch = rivals.map((rival, at) => refund(rival, id, { paymentId: paymentIds[at]! }));
      batch.push(refund('rival-unknown', id));
      const answers = (await Promise.all(batch.map((message) => give(message)))).flat();
      const inconsistent = answers.filter(
        (answer) => answer?.outcome === 'refused' && answer.refusal === 'RepeatInconsistent',
      );
      expect(inconsistent).toHaveLength(3);
      expect(await rowsOf(id)).toHaveLength(1);
    });
  }, 30_000);

  it.each([
    ['refundAmount', { refundAmount: hkd('11') }],
    ['refundFromAmount', { refundFromAmount: Money.of('CNY', '8') }],
    ['promotion', { refundPromoInfo: {} }],
    ['surcharge', { surchargeInfo: {} }],
    ['payment', { paymentRequestId: 'other-2' }],
  ])('refuses a repeat with another %s, and stores nothing of it', async (field, over) => {
    const orderIds = [`other-${field}`, 'other-2'];
    const [paymentId] = await payOrders(payments, `other ${field}`, orderIds.slice(0, 1));
    const first = refund(orderIds[0]!, `other-${field}-r`, { paymentId: paymentId! });
    const [answer] = await give(first);
    const other = refund(orderIds[0]!, `other-${field}-r`, { paymentId: paymentId!, ...over });
    expect(await give(other, first, { ...other })).toEqual([
      refusedAs('RepeatInconsistent'),
      answer,
      refusedAs('RepeatInconsistent'),
    ]);
    expect(await balanceOf(payments, `other ${field}`)).toBe('99910');
  });

  it('stores its refusals: of what is not paid, of the wrong sums, of a closed customer', async () => {
    await openOrders(payments, 'no', ['no-waiting', 'no-cancelled']);
    await ask(payments, payments.open, order('no-failed', 'no', { customer: null }));
    await ask(payments, payments.cancel, cancellation('no-cancelled'));
    const token = tokenPay('no-paid', 'no');
    const paymentId = resultOf((await ask(payments, payments.payByToken, token))[0], 'paid')!.paymentId;
    const batch = [
      refund('no-waiting', 'no-1'),
      refund('no-failed', 'no-2'),
      refund('no-unknown', 'no-3'),
      refund('no-paid', 'no-4', { paymentId: '1' }),
      refund('no-cancelled', 'no-5'),
      refund('no-paid', 'no-6', { paymentId, refundAmount: Money.of('USD', '10') }),
      refund('no-paid', 'no-7', { paymentId, refundFromAmount: Money.of('CNY', '0') }),
      refund('no-paid', 'no-8', { paymentId, refundAmount: hkd('101') }),
    ];
    const refusals = [
      'OrderNotFound',
      'OrderNotFound',
      'OrderNotFound',
      'OrderNotFound',
      'OrderClosed',
      'AmountsInconsistent',
      'AmountsInconsistent',
      'RefundAmountExceeded',
    ].map(refusedAs);
    expect(await give(...batch)).toEqual(refusals);
    await payments.applyFacts.execute([statusChanged('no', 2, 'CLOSED')]);
    const late = refund('no-paid', 'no-9', { paymentId });
    expect(await give(late)).toEqual([refusedAs('CustomerNotFound')]);
    await payments.applyFacts.execute([statusChanged('no', 3, 'FROZEN')]);
    expect(await give(late, ...batch)).toEqual([refusedAs('CustomerNotFound'), ...refusals]);
    expect(await give(refund('no-paid', 'no-10', { paymentId }))).toMatchObject([{ outcome: 'done' }]);
    expect(await rowsOf('no-3')).toMatchObject([{ state: 'REFUSED', refusal: 'OrderNotFound' }]);
    expect(await balanceOf(payments, 'no')).toBe('99910');
  });

  it('is possible for 366 days, to the last moment', async () => {
    payments.clock.at = new Date('2024-01-01T10:00:00+08:00');
    const [paymentId] = await payOrders(payments, 'year', ['year-1']);
    payments.clock.at = new Date('2025-01-01T10:00:00+08:00');
    expect(await give(refund('year-1', 'year-1', { paymentId: paymentId! }))).toMatchObject([{ outcome: 'done' }]);
    payments.clock.at = new Date('2025-01-01T10:00:00.001+08:00');
    expect(await give(refund('year-1', 'year-2', { paymentId: paymentId! }))).toEqual([
      refusedAs('RefundWindowExceeded'),
    ]);
    expect(await give(refund('year-1', 'year-1', { paymentId: paymentId! }))).toMatchObject([{ outcome: 'done' }]);
  });

  it('answers a stale call by what is stored and changes nothing', async () => {
    const [paymentId] = await payOrders(payments, 'stale', ['stale-1']);
    const [answer] = await give(refund('stale-1', 'stale-r1', { paymentId: paymentId! }));
    const calls = [
      refund('stale-1', 'stale-r1', { paymentId: paymentId!, readOnly: true }),
      refund('stale-1', 'stale-r1', { paymentId: paymentId!, readOnly: true, refundAmount: hkd('9') }),
      refund('stale-1', 'stale-r2', { paymentId: paymentId!, readOnly: true }),
    ];
    expect(await give(...calls)).toEqual([answer, refusedAs('RepeatInconsistent'), fault]);
    expect(await give({ ...refund('stale-1', 'stale-r3'), deadline: payments.clock.at })).toEqual([undefined]);
    expect([...(await rowsOf('stale-r2')), ...(await rowsOf('stale-r3'))]).toEqual([]);
  });
});
