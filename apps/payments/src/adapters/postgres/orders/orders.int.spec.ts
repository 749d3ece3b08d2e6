import type { Answer } from '@wallet/contracts';
import { Money } from '@wallet/money';
import {
  accepted,
  hkd,
  inquiry,
  order,
  paymentsFixture,
  recall,
  resend,
  verdict,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { PostgresPaymentRecords } from '../operators/postgres-payment-records';

const refusedAs = (refusal: string) => ({ outcome: 'refused', refusal });
const fault: Answer = { outcome: 'unknown', reason: 'fault' };

describe('orders, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => {
    payments = await paymentsFixture();
    await payments.register('c-1', hkd('100000'));
  });
  beforeEach(() => (payments.clock.at = new Date()));
  afterAll(() => payments.stop());

  const forwardsOf = (paymentRequestId: string) =>
    payments.bus.forwarded.filter(({ message }) => message.key === paymentRequestId).map(({ payload }) => payload);
  const eventsOf = async (paymentRequestId: string) => {
    const sql = 'select type, refusal from payments.order_event where order_id = $1 order by version';
    const rows = await payments.sql<{ type: string; refusal: string | null }>(sql, [paymentRequestId]);
    return rows.map(({ type, refusal }) => (refusal ? `${type} ${refusal}` : type));
  };
  const factsOf = (paymentRequestId: string) =>
    payments.sql<{ payload: { fact: string; refusal?: string; customerId?: string } }>(
      'select payload from payments.outbox where key = $1',
      [paymentRequestId],
    );
  const tracesOf = async (paymentRequestId: string) => {
    const sql = 'select traceparent from payments.outbox where key = $1';
    return (await payments.sql<{ traceparent: string }>(sql, [paymentRequestId])).map(({ traceparent }) => traceparent);
  };
  const open = async (...batch: ReturnType<typeof order>[]) => {
    await payments.open.execute(batch);
    return payments.answersTo(batch);
  };
  const settle = async (...batch: ReturnType<typeof accepted>[]) => {
    await payments.settle.execute(batch);
    return payments.answersTo(batch);
  };
  const inquire = async (paymentRequestId: string) => {
    const message = inquiry(paymentRequestId);
    await payments.inquire.execute([message]);
    return payments.answersTo([message])[0];
  };
  const recalled = async (paymentRequestId: string) => {
    const message = recall(paymentRequestId);
    await payments.recall.execute([message]);
    return payments.answersTo([message])[0];
  };
  const paymentOf = (answer: Answer | undefined) =>
    answer?.outcome === 'done' && answer.result.kind === 'inquired' ? answer.result.payment : undefined;

  it('opens one order for 50 repeats, and hands each on with the values of the order', async () => {
    const repeats = Array.from({ length: 50 }, () => order('open-1', 'c-1'));
    await Promise.all([open(...repeats.slice(0, 25)), open(...repeats.slice(25))]);
    expect(forwardsOf('open-1')).toHaveLength(50);
    expect(await eventsOf('open-1')).toEqual(['OrderOpened']);
    const [first] = forwardsOf('open-1');
    expect(first).toMatchObject({
      subject: 'order',
      purpose: 'first',
      bound: { amount: hkd('100'), referenceMerchantId: 'merchant-1', customerId: 'c-1' },
      mobileNumber: '+85252412345',
      merchantName: 'Tea House',
      expiresAt: new Date(payments.clock.at.getTime() + 600_000).toISOString(),
    });
    expect(paymentOf(await inquire('open-1'))).toEqual({ status: 'waiting' });
    expect(await recalled('open-1')).toEqual(fault);
    expect(await factsOf('open-1')).toEqual([]);
  });

  it.each([
    ['paymentAmount', { paymentAmount: hkd('101') }, {}],
    ['payToAmount', { payToAmount: Money.of('CNY', '91') }, {}],
    ['paymentMethodType', { paymentMethodType: 'ALIPAY_CN' }, {}],
    ['lookup', {}, { lookup: { by: 'loginId' as const, loginId: '852-52412346', loginIdType: 'MOBILE' } }],
  ])('refuses a repeat with another %s, and lives on', async (field, purchase, over) => {
    const id = `repeat-${field}`;
    const first = order(id, 'c-1');
    await open(first);
    const other = order(id, 'c-1', { purchase: { ...first.payload.purchase, ...purchase }, ...over });
    expect(await open(other)).toEqual([refusedAs('RepeatInconsistent')]);
    expect(await settle(accepted(id, 'c-1'))).toMatchObject([{ outcome: 'done' }]);
  });

  it('keeps what the merchant says of the order, for operators', async () => {
    const first = order('described', 'c-1');
    const said = (orderDescription: string) => ({ purchase: { ...first.payload.purchase, orderDescription } });
    await open(order('described', 'c-1', said('兩杯茶 ☕')));
    await open(order('described', 'c-1', said('Two teas')));
    expect(forwardsOf('described')).toHaveLength(2);
    await open(order('silent', 'c-1'));
    const records = new PostgresPaymentRecords(payments.dataSource);
    expect((await records.find('described'))?.order).toMatchObject({ orderDescription: '兩杯茶 ☕' });
    expect((await records.find('silent'))?.order).toMatchObject({ orderDescription: null });
  });

  it('accepts a repeat with another merchant text: it is no key parameter, and the order keeps its own', async () => {
    const first = order('text', 'c-1');
    await open(first);
    await open(order('text', 'c-1', { purchase: { ...first.payload.purchase, merchantName: 'Other' } }));
    expect(forwardsOf('text')).toEqual([
      expect.objectContaining({ merchantName: 'Tea House' }),
      expect.objectContaining({ merchantName: 'Tea House' }),
    ]);
  });

  it('answers a repeat on a paid order with the id of its code, and does not hand it on', async () => {
    await open(order('paid', 'c-1'));
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const verified = { ...accepted('paid', 'c-1'), traceparent };
    const [pay] = await settle(verified);
    expect(await tracesOf('paid')).toEqual([traceparent]);
    expect(await open(order('paid', 'c-1'))).toEqual([
      { outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId: 'verify-1' },
    ]);
    expect(forwardsOf('paid')).toHaveLength(1);
    expect(await recalled('paid')).toEqual(pay);
    const { status, ...payment } = paymentOf(await inquire('paid')) ?? {};
    expect(pay).toEqual({ outcome: 'done', result: { kind: status, ...payment } });
    expect(await eventsOf('paid')).toEqual(['OrderOpened', 'OrderPaid']);
  });

  it('stores a refused order before it answers, and keeps its refusal', async () => {
    const unknown = order('nobody', 'c-1', { customer: null });
    expect(await open(unknown, unknown, order('nobody', 'c-1'))).toEqual(Array(3).fill(refusedAs('CustomerNotFound')));
    expect(await settle(accepted('nobody', 'c-1'))).toEqual([refusedAs('CustomerNotFound')]);
    expect(await recalled('nobody')).toEqual(refusedAs('CustomerNotFound'));
    expect(paymentOf(await inquire('nobody'))).toEqual({ status: 'failed', refusal: 'CustomerNotFound' });
    expect(await eventsOf('nobody')).toEqual(['OrderFailed CustomerNotFound']);
    const [fact, ...more] = await factsOf('nobody');
    expect(fact?.payload).toMatchObject({ fact: 'PaymentFailed', refusal: 'CustomerNotFound', orderVersion: 1 });
    expect(fact?.payload.customerId).toBeUndefined();
    expect(more).toEqual([]);
  });

  it('stores nothing while the account is on its way, and opens when the command comes again', async () => {
    const early = order('early', 'c-late');
    await expect(open(early)).rejects.toMatchObject({ locked: [], early: [early] });
    expect(await inquire('early')).toEqual(refusedAs('OrderNotFound'));
    await payments.register('c-late', hkd('100'));
    await open(early);
    expect(forwardsOf('early')).toHaveLength(1);
  });

  it('does nothing for an expired command', async () => {
    const stale = { deadline: new Date(payments.clock.at.getTime() - 1) };
    await payments.open.execute([{ ...order('stale', 'c-1'), ...stale }]);
    await payments.resend.execute([{ ...resend('stale'), ...stale }]);
    expect(await inquire('stale')).toEqual(refusedAs('OrderNotFound'));
    expect(payments.bus.answers.filter(({ message }) => message.key === 'stale')).toHaveLength(1);
  });

  it('stores a verify without an order as refused for ever, whatever was found about the code', async () => {
    expect(await settle(verdict('tomb', 'unavailable'), verdict('tomb', 'wrong'))).toEqual(
      Array(2).fill(refusedAs('OrderNotFound')),
    );
    expect(await open(order('tomb', 'c-1'))).toEqual([refusedAs('OrderNotFound')]);
    const again = resend('tomb');
    await payments.resend.execute([again]);
    expect(payments.answersTo([again])).toEqual([refusedAs('OrderNotFound')]);
    expect([await inquire('tomb'), await recalled('tomb')]).toEqual(Array(2).fill(refusedAs('OrderNotFound')));
    expect(await factsOf('tomb')).toEqual([]);
  });

  it('refuses an order that comes expired, and one verified or repeated after its expiry', async () => {
    const at = (ms: number) => new Date(payments.clock.at.getTime() + ms);
    const paymentExpiryTime = at(1_000).toISOString();
    expect(await open(order('late-0', 'c-1', { paymentExpiryTime: at(0).toISOString() }))).toEqual([
      refusedAs('OrderClosed'),
    ]);
    await open(order('late-1', 'c-1', { paymentExpiryTime }), order('late-2', 'c-1', { paymentExpiryTime }));
    payments.clock.at = at(1_000);
    expect(paymentOf(await inquire('late-1'))).toEqual({ status: 'waiting' });
    expect(await settle(accepted('late-1', 'c-1'))).toEqual([refusedAs('OrderClosed')]);
    expect(await open(order('late-2', 'c-1', { paymentExpiryTime }))).toEqual([refusedAs('OrderClosed')]);
    for (const id of ['late-1', 'late-2']) {
      expect(await eventsOf(id)).toEqual(['OrderOpened', 'OrderClosed OrderClosed']);
      expect(await factsOf(id)).toHaveLength(1);
    }
  });

  it('hands a resend of an open order on, refuses it of others and of another login', async () => {
    await open(order('resend', 'c-1'));
    const messages = ['852-524xx345', '+852 52412345', '852-52412346'].map((login) => resend('resend', login));
    messages.push(resend('unknown'), resend('nobody'));
    await payments.resend.execute(messages);
    expect(payments.answersTo(messages)).toEqual([
      undefined,
      undefined,
      refusedAs('RepeatInconsistent'),
      refusedAs('OrderNotFound'),
      refusedAs('OrderClosed'),
    ]);
    expect(forwardsOf('resend').slice(1)).toEqual(Array(2).fill(expect.objectContaining({ purpose: 'resend' })));
    expect(await inquire('unknown')).toEqual(refusedAs('OrderNotFound'));
  });

  it('closes what is due, each once, with two closers at work', async () => {
    const due = Array.from({ length: 150 }, (_, index) => `due-${index}`);
    const paymentExpiryTime = new Date(payments.clock.at.getTime() + 60_000).toISOString();
    await open(...due.map((id) => order(id, 'c-1', { paymentExpiryTime })));
    await settle(accepted('due-0', 'c-1'));
    expect(await payments.closeExpired.execute()).toBe(false);
    payments.clock.at = new Date(paymentExpiryTime);
    await Promise.all(
      [1, 2].map(async () => {
        while (await payments.closeExpired.execute());
      }),
    );
    await payments.closeExpired.execute();
    const rows = await payments.sql<{ state: string; count: string }>(
      `select state, count(*) from payments.payment_order where payment_request_id like 'due-%' group by state`,
    );
    expect(Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))).toEqual({
      CLOSED: 149,
      PAID: 1,
    });
    const facts = await payments.sql(
      `select key from payments.outbox where key like 'due-%' and payload ->> 'refusal' = 'OrderClosed'`,
    );
    expect(facts).toHaveLength(149);
  });
});
