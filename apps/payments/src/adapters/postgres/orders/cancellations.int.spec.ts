import { Money } from '@wallet/money';
import {
  accepted,
  cancellation,
  hkd,
  inquiry,
  order,
  paymentsFixture,
  recall,
  refund,
  resend,
  statusChanged,
  tokenPay,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import {
  ask,
  balanceOf,
  brokenBooks,
  cancelled,
  eachOf,
  openOrders,
  payOrders,
  refusedAs,
  resultOf,
} from '../../../../test/reversals';
import { cancel as cancelOrder } from '../../../domain/order/order';
import { PostgresOrders } from './postgres-orders';
import { limitsIn } from '../../../../test/limits-in';

describe('cancelling, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => (payments = await paymentsFixture()));
  beforeEach(() => (payments.clock.at = new Date()));
  afterEach(async () => expect(await brokenBooks(payments)).toEqual([]));
  afterAll(() => payments.stop());

  const cancel = (...orderIds: string[]) => ask(payments, payments.cancel, ...orderIds.map((id) => cancellation(id)));
  const settle = (id: string, customerId: string) => ask(payments, payments.settle, accepted(id, customerId));
  const rows = <T>(sql: string, id: string) => payments.sql<T>(sql, [id]);
  const eventsOf = async (id: string) => {
    const sql = `select concat_ws(' ', version, type, command) as event from payments.order_event
      where order_id = $1 order by version`;
    return (await rows<{ event: string }>(sql, id)).map(({ event }) => event);
  };
  const factsOf = async (id: string) => {
    const sql = 'select payload from payments.outbox where key = $1 order by id';
    return (await rows<{ payload: { fact: string } }>(sql, id)).map(({ payload }) => payload);
  };
  const entriesOf = (id: string, kind: string) =>
    rows(
      `select account_id, amount from payments.ledger_entry e join payments.ledger_transaction t
       on t.id = e.transaction_id where order_id = $1 and t.kind = '${kind}' order by seq`,
      id,
    );
  const usageOf = async (customerId: string) => {
    const sql = `select u.amount, u.count from payments.day_usage u join payments.account a on a.id = account_id
      where customer_id = $1`;
    return (await rows(sql, customerId))[0];
  };

  it('reverses a payment in full, once, and says the same 50 times at the same moment', async () => {
    await payOrders(payments, 'once', ['once-1', 'once-2']);
    await eachOf(Array<string>(50).fill('once-1'), 10, async (id) => expect(await cancel(id)).toEqual([cancelled]));
    expect(await balanceOf(payments, 'once')).toBe('99900');
    expect(await entriesOf('once-1', 'REVERSAL')).toEqual([
      { account_id: 'wallet:once:HKD', amount: '100' },
      { account_id: 'currency-trading:HKD', amount: '-100' },
      { account_id: 'currency-trading:CNY', amount: '90' },
      { account_id: 'settlement-payable:CNY', amount: '-90' },
    ]);
    expect(await eventsOf('once-1')).toEqual([
      '1 OrderOpened OpenOrder',
      '2 OrderPaid SettlePayment',
      '3 OrderCancelled CancelPayment',
    ]);
    expect((await factsOf('once-1')).slice(1)).toEqual([
      {
        fact: 'PaymentCancelled',
        paymentRequestId: 'once-1',
        orderVersion: 3,
        cancelledAt: payments.clock.at.toISOString(),
      },
    ]);
    expect(await usageOf('once')).toEqual({ amount: '100', count: 1 });
  });

  it('is the end: whatever is asked then finds it closed, and no SMS and no money moves', async () => {
    await payOrders(payments, 'end', ['end-1']);
    expect(await cancel('end-1', 'end-1')).toEqual([cancelled, cancelled]);
    const closed = refusedAs('OrderClosed');
    const before = payments.bus.forwarded.length;
    expect(await ask(payments, payments.open, order('end-1', 'end'))).toEqual([closed]);
    expect(await settle('end-1', 'end')).toEqual([closed]);
    expect(await ask(payments, payments.resend, resend('end-1'))).toEqual([closed]);
    expect(await ask(payments, payments.recall, recall('end-1'))).toEqual([closed]);
    const [found] = await ask(payments, payments.inquire, inquiry('end-1'));
    expect(resultOf(found, 'inquired')).toMatchObject({
      payment: { status: 'failed', refusal: 'OrderClosed' },
      paymentAmount: hkd('100'),
    });
    expect(payments.bus.forwarded).toHaveLength(before);
    expect(await balanceOf(payments, 'end')).toBe('100000');
  });

  it('closes an order that waits, leaves one that failed, and tells nobody of either', async () => {
    await openOrders(payments, 'calm', ['calm-1']);
    await ask(payments, payments.open, order('calm-2', 'calm', { customer: null }));
    expect(await cancel('calm-1', 'calm-2')).toEqual([cancelled, cancelled]);
    expect(await eventsOf('calm-1')).toEqual(['1 OrderOpened OpenOrder', '2 OrderCancelled CancelPayment']);
    expect(await eventsOf('calm-2')).toEqual(['1 OrderFailed OpenOrder']);
    expect(await ask(payments, payments.recall, recall('calm-2'))).toEqual([refusedAs('CustomerNotFound')]);
    expect([await factsOf('calm-1'), (await factsOf('calm-2')).length]).toEqual([[], 1]);
    payments.clock.at = new Date(payments.clock.at.getTime() + 3_600_000);
    await payments.closeExpired.execute();
    expect(await eventsOf('calm-1')).toHaveLength(2);
  });

  it('remembers an id that nobody knows: the late order, code and token pay are refused', async () => {
    await payments.register('late', hkd('1000'));
    expect(await cancel('late-1', 'late-1')).toEqual([cancelled, cancelled]);
    const answers = [
      await ask(payments, payments.open, order('late-1', 'late')),
      await settle('late-1', 'late'),
      await ask(payments, payments.payByToken, tokenPay('late-1', 'late')),
    ];
    expect(answers.flat()).toEqual(Array(3).fill(refusedAs('OrderClosed')));
    const [found] = await ask(payments, payments.inquire, inquiry('late-1'));
    expect(resultOf(found, 'inquired')).toEqual({
      kind: 'inquired',
      payment: { status: 'failed', refusal: 'OrderClosed' },
    });
    expect([await eventsOf('late-1'), await factsOf('late-1')]).toEqual([['1 OrderCancelled CancelPayment'], []]);
    expect(payments.bus.forwarded.filter(({ message }) => message.key === 'late-1')).toEqual([]);
    expect(await balanceOf(payments, 'late')).toBe('1000');
  });

  it.each([
    ['00:29:59.999', [cancelled], '100000'],
    ['00:30:00', [refusedAs('CancelWindowExceeded')], '99900'],
    ['00:30:01', [refusedAs('CancelWindowExceeded')], '99900'],
  ])('at %s UTC+8 of the next day', async (time, answer, balance) => {
    const id = `edge ${time}`;
    payments.clock.at = new Date('2026-02-28T23:59:59+08:00');
    await payOrders(payments, id, [id, `${id} early`]);
    await cancel(`${id} early`);
    payments.clock.at = new Date(`2026-03-01T${time}+08:00`);
    expect(await cancel(id)).toEqual(answer);
    expect(await cancel(id)).toEqual(answer);
    expect(await cancel(`${id} early`)).toEqual([cancelled]);
    expect(await balanceOf(payments, id)).toBe(balance);
  });

  it('gives back to the day of the payment, so that its limits are free again', async () => {
    const limited = await paymentsFixture({
      limits: limitsIn(['HKD'], { single: 100n, dailyAmount: 200n, dailyCount: 9 }),
      agreementLimits: limitsIn(['HKD'], { single: 100n, dailyAmount: 100n }),
    });
    limited.clock.at = new Date('2026-01-01T10:00:00Z');
    const pay = (id: string) => ask(limited, limited.payByToken, tokenPay(id, 'day'));
    await limited.register('day', hkd('1000'));
    const over = refusedAs('DailyAmountLimitExceeded');
    expect([await pay('day-1'), await pay('day-2')].flat()).toEqual([expect.anything(), over]);
    await ask(limited, limited.cancel, cancellation('day-1'), cancellation('day-1'));
    expect([await pay('day-3'), await pay('day-4')].flat()).toMatchObject([{ outcome: 'done' }, over]);
    limited.clock.at = new Date('2026-01-01T16:10:00Z');
    expect(await pay('day-5')).toMatchObject([{ outcome: 'done' }]);
    await ask(limited, limited.cancel, cancellation('day-3'));
    expect(await limited.sql('select day::text, amount, count from payments.day_usage order by day')).toEqual([
      { day: '2026-01-01', amount: '0', count: 0 },
      { day: '2026-01-02', amount: '100', count: 1 },
    ]);
    expect(await limited.sql('select amount from payments.agreement_usage order by day')).toEqual([
      { amount: '0' },
      { amount: '100' },
    ]);
    expect(await brokenBooks(limited)).toEqual([]);
    await limited.stop();
  });

  it('reverses what refunds left, or nothing, and then refuses refunds', async () => {
    const [first, second] = await payOrders(payments, 'part', ['part-1', 'part-2']);
    const all = { refundAmount: hkd('100'), refundFromAmount: Money.of('CNY', '90') };
    await ask(payments, payments.refund, refund('part-1', 'part-r1', { paymentId: first! }));
    await ask(payments, payments.refund, refund('part-2', 'part-r2', { paymentId: second!, ...all }));
    expect(await cancel('part-1', 'part-2')).toEqual([cancelled, cancelled]);
    expect(await entriesOf('part-1', 'REVERSAL')).toMatchObject([{ amount: '90' }, {}, {}, { amount: '-81' }]);
    expect(await entriesOf('part-2', 'REVERSAL')).toEqual([]);
    expect(await balanceOf(payments, 'part')).toBe('100000');
    const after = refund('part-1', 'part-r3', { paymentId: first! });
    expect(await ask(payments, payments.refund, after)).toEqual([refusedAs('OrderClosed')]);
    const repeat = refund('part-1', 'part-r1', { paymentId: first! });
    expect(await ask(payments, payments.refund, repeat)).toMatchObject([{ outcome: 'done' }]);
  });

  it('is refused by Postgres when it was reckoned from other refunds than the order has', async () => {
    await payOrders(payments, 'reckoned', ['reckoned-1']);
    const orders = new PostgresOrders(payments.dataSource);
    const refunded = { refundAmount: hkd('1'), refundFromAmount: hkd('1') };
    const cancelling = orders.cancel([cancellation('reckoned-1')], payments.clock.at, (book) => {
      const [paid] = book.paid;
      book.put(cancelOrder({ ...paid!, refunded }, payments.clock.at));
    });
    await expect(cancelling).rejects.toThrow('orders to cancel: 1 expected, 0 found');
    expect(await eventsOf('reckoned-1')).toHaveLength(2);
    expect(await cancel('reckoned-1')).toEqual([cancelled]);
  });

  it.each(['FROZEN', 'CLOSED'] as const)('credits a customer who is %s', async (status) => {
    await payOrders(payments, status, [`${status}-1`]);
    await payments.applyFacts.execute([statusChanged(status, 2, status)]);
    expect(await cancel(`${status}-1`)).toEqual([cancelled]);
    expect(await balanceOf(payments, status)).toBe('100000');
  });

  it('answers a stale call by what is stored and changes nothing', async () => {
    await payOrders(payments, 'stale', ['stale-1', 'stale-2']);
    await cancel('stale-2');
    const calls = ['stale-1', 'stale-2', 'stale-3'].map((id) => cancellation(id, true));
    const fault = { outcome: 'unknown', reason: 'fault' };
    expect(await ask(payments, payments.cancel, ...calls)).toEqual([fault, cancelled, fault]);
    expect(await balanceOf(payments, 'stale')).toBe('99900');
    expect(await eventsOf('stale-3')).toEqual([]);
    const late = { ...cancellation('stale-1'), deadline: payments.clock.at };
    expect(await ask(payments, payments.cancel, late)).toEqual([undefined]);
  });
});
