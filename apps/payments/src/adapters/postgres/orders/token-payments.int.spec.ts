import { payByToken, type Answer } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { DependencyFault, metrics, type Logger } from '@wallet/service';
import { eventually, FaultProxy } from '@wallet/testkit';
import {
  accepted,
  hkd,
  inquiry,
  order,
  paymentsFixture,
  purchase,
  recall,
  resend,
  statusChanged,
  tokenPay,
  verdict,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { brokenBooks } from '../../../../test/reversals';
import { PayByToken } from '../../../application/pay-by-token';
import { paymentsDataSource } from '../database';
import { PostgresOrders } from './postgres-orders';
import { limitsIn } from '../../../../test/limits-in';

type TokenPay = ReturnType<typeof tokenPay>;

const paid = (answer: Answer | undefined) =>
  answer?.outcome === 'done' && answer.result.kind === 'paid' ? answer.result : undefined;
const refusedAs = (refusal: string) => ({ outcome: 'refused', refusal });
const invalid = { payer: { token: 'refused', refusal: 'TokenInvalid' } } as const;
const hash = (digit: string) => digit.repeat(64);
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe('payments by access token, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => (payments = await paymentsFixture()));
  beforeEach(() => (payments.clock.at = new Date()));
  afterEach(async () => {
    expect(await brokenBooks(payments, /^I[1-5]$/)).toEqual([]);
  });
  afterAll(() => payments.stop());

  const pay = async (...batch: TokenPay[]) => {
    await payments.payByToken.execute(batch);
    return payments.answersTo(batch);
  };
  const rowsOf = <T>(sql: string, id: string) => payments.sql<T>(sql, [id]);
  const balanceOf = async (customerId: string) =>
    (await rowsOf<{ balance: string }>('select balance from payments.account where customer_id = $1', customerId))[0]
      ?.balance;
  const factsOf = async (id: string) =>
    (await rowsOf<{ payload: object }>('select payload from payments.outbox where key = $1', id)).map(
      ({ payload }) => payload,
    );
  const eventsOf = async (id: string) =>
    (
      await rowsOf<{ event: string }>(
        `select concat_ws(' ', version, type, refusal) as event from payments.order_event where order_id = $1`,
        id,
      )
    ).map(({ event }) => event);
  /** A second replica. */
  const replica = async () => {
    const dataSource = await paymentsDataSource(payments.database.urlFor('wallet_payments')).initialize();
    const orders = new PostgresOrders(dataSource);
    const useCase = payments.served(
      payByToken,
      new PayByToken({ ...payments.tokenPaying, payments: orders }, payments.rules),
    );
    return { execute: (batch: TokenPay[]) => useCase.execute(batch), stop: () => dataSource.destroy() };
  };

  it('are paid at once: order, entries, usage, event and fact', async () => {
    await payments.register('once', hkd('1000'));
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const message = { ...tokenPay('once-1', 'once'), traceparent };
    const [answer] = await pay(message);
    expect(paid(answer)).toMatchObject({ customerId: 'once', paidAt: payments.clock.at.toISOString() });
    expect(await balanceOf('once')).toBe('900');
    expect(await eventsOf('once-1')).toEqual(['1 OrderPaid']);
    expect(await factsOf('once-1')).toEqual([
      {
        fact: 'PaymentSettled',
        paymentRequestId: 'once-1',
        orderVersion: 1,
        acquirerId: 'acquirer-1',
        paymentAmount: { currency: 'HKD', value: '100' },
        payToAmount: { currency: 'CNY', value: '90' },
        paymentId: paid(answer)?.paymentId,
        paidAt: payments.clock.at.toISOString(),
        customerId: 'once',
        referenceMerchantId: 'merchant-1',
        merchantName: 'Tea House',
      },
    ]);
    expect(await rowsOf(`select traceparent from payments.outbox where key = $1`, 'once-1')).toEqual([{ traceparent }]);
    const usage = `select u.amount, u.count, g.amount as by_agreement from payments.payment_order o
      join payments.day_usage u on u.account_id = o.account_id
      join payments.agreement_usage g on g.agreement_id = o.agreement_id where payment_request_id = $1`;
    expect(await rowsOf(usage, 'once-1')).toEqual([{ amount: '100', count: 1, by_agreement: '100' }]);
    const messages = [recall('once-1'), inquiry('once-1')] as const;
    await payments.recall.execute([messages[0]]);
    await payments.inquire.execute([messages[1]]);
    const { kind, ...payment } = paid(answer)!;
    expect(payments.answersTo(messages)).toMatchObject([
      answer,
      { outcome: 'done', result: { payment: { status: kind, ...payment } } },
    ]);
  });

  it('debit once when one comes 100 times to two replicas at the same moment', async () => {
    await payments.register('twins', hkd('1000'));
    const other = await replica();
    const batches = Array.from({ length: 20 }, () => Array.from({ length: 5 }, () => tokenPay('twins-1', 'twins')));
    await Promise.all(batches.map((batch, index) => (index % 2 === 0 ? payments.payByToken : other).execute(batch)));
    await other.stop();
    const paymentIds = payments.answersTo(batches.flat()).map((answer) => paid(answer)?.paymentId);
    expect(new Set(paymentIds)).toEqual(new Set([expect.stringMatching(/^\d{34}$/)]));
    expect(await balanceOf('twins')).toBe('900');
    expect(await factsOf('twins-1')).toHaveLength(1);
  });

  it.each(['another customer', 'a refused token'])(
    'store one order when an id races with that of %s',
    async (rival) => {
      const [left, right] = [`left ${rival}`, `right ${rival}`];
      await payments.register(left, hkd('100000'));
      await payments.register(right, hkd('100000'));
      const other = await replica();
      const orderIds = ids(`race ${rival}`, 40);
      const mine = orderIds.map((id) => tokenPay(id, left));
      const theirs = orderIds
        .map((id) => tokenPay(id, right, rival === 'a refused token' ? { ...invalid, accessTokenHash: hash('1') } : {}))
        .reverse();
      await Promise.all([
        ...[0, 10, 20, 30].map((at) => payments.payByToken.execute(mine.slice(at, at + 10))),
        ...[0, 10, 20, 30].map((at) => other.execute(theirs.slice(at, at + 10))),
      ]);
      await other.stop();
      const inconsistent = (batch: TokenPay[]) =>
        payments
          .answersTo(batch)
          .flatMap((answer, index) =>
            answer?.outcome === 'refused' && answer.refusal === 'RepeatInconsistent' ? [batch[index]!.key] : [],
          );
      expect([...inconsistent(mine), ...inconsistent(theirs)].sort()).toEqual([...orderIds].sort());
      for (const id of orderIds) expect(await eventsOf(id)).toHaveLength(1);
    },
  );

  it('let 7 of 20 through when the balance covers 7: racing, and in one batch in its order', async () => {
    await payments.register('seven', hkd('799'));
    await payments.register('batch', hkd('799'));
    const racing = ids('seven', 20).map((id) => tokenPay(id, 'seven'));
    await Promise.all(racing.map((message) => payments.payByToken.execute([message])));
    const answers = payments.answersTo(racing);
    expect(answers.filter(paid)).toHaveLength(7);
    expect(answers.filter((answer) => !paid(answer))).toEqual(Array(13).fill(refusedAs('BalanceNotEnough')));
    const batch = await pay(...ids('batch', 20).map((id) => tokenPay(id, 'batch')));
    expect(batch.map((answer) => paid(answer) !== undefined)).toEqual(batch.map((_, index) => index < 7));
    expect([await balanceOf('seven'), await balanceOf('batch')]).toEqual(['99', '99']);
  });

  it('are decided in sequence in one batch: other customers, repeats, refused and unknown payers', async () => {
    await payments.register('mixed', hkd('200'));
    const batch = [
      tokenPay('mixed-1', 'mixed'),
      tokenPay('mixed-1', 'mixed'),
      tokenPay('mixed-2', 'mixed', { purchase: { ...purchase, paymentAmount: hkd('101') } }),
      tokenPay('mixed-3', 'nobody', invalid),
      tokenPay('mixed-4', 'mixed'),
      tokenPay('mixed-3', 'nobody'),
      tokenPay('mixed-5', 'not here yet'),
      tokenPay('mixed-5', 'not here yet'),
    ];
    await expect(pay(...batch)).rejects.toMatchObject({ locked: [], early: batch.slice(6) });
    const answers = payments.answersTo(batch);
    expect(
      answers
        .map(paid)
        .map((result) => result !== undefined)
        .slice(0, 5),
    ).toEqual([true, true, false, false, true]);
    expect(answers[1]).toEqual(answers[0]);
    expect([answers[2], ...answers.slice(5)]).toEqual([
      refusedAs('BalanceNotEnough'),
      refusedAs('TokenInvalid'),
      undefined,
      undefined,
    ]);
    expect(await balanceOf('mixed')).toBe('0');
    expect(await eventsOf('mixed-3')).toEqual(['1 OrderFailed TokenInvalid']);
    expect(await factsOf('mixed-3')).toEqual([
      expect.objectContaining({ fact: 'PaymentFailed', refusal: 'TokenInvalid', orderVersion: 1 }),
    ]);
    expect(await eventsOf('mixed-5')).toEqual([]);
    await payments.register('not here yet', hkd('100'));
    expect((await pay(tokenPay('mixed-5', 'not here yet'))).map(paid)).toEqual([expect.anything()]);
  });

  it('answer what is stored for ever: after a cancel, an expiry, a freeze, and when the token lives again', async () => {
    await payments.register('stored', hkd('100'));
    const [first] = await pay(tokenPay('stored-1', 'stored'));
    await payments.applyFacts.execute([statusChanged('stored', 2, 'FROZEN')]);
    expect(await pay(tokenPay('stored-2', 'stored'))).toEqual([refusedAs('CustomerNotActive')]);
    payments.clock.at = new Date(payments.clock.at.getTime() + 120_000);
    const later = (message: TokenPay) => ({ ...message, deadline: new Date(payments.clock.at.getTime() + 5_000) });
    const expired = { payer: { token: 'refused', refusal: 'TokenExpired' } } as const;
    const repeats = [{}, invalid, expired].map((over) => later(tokenPay('stored-1', 'stored', over)));
    expect(await pay(...repeats)).toEqual([first, first, first]);
    await payments.applyFacts.execute([statusChanged('stored', 3, 'ACTIVE')]);
    expect(await pay(later(tokenPay('stored-2', 'stored')))).toEqual([refusedAs('CustomerNotActive')]);
    const past = { paymentExpiryTime: new Date(payments.clock.at.getTime() - 1).toISOString() };
    expect(await pay(later(tokenPay('stored-3', 'stored', past)))).toEqual([refusedAs('OrderClosed')]);
    expect(await pay(later(tokenPay('stored-3', 'stored')))).toEqual([refusedAs('OrderClosed')]);
    expect(await eventsOf('stored-3')).toEqual(['1 OrderClosed OrderClosed']);
  });

  it.each([
    ['paymentAmount', { purchase: { ...purchase, paymentAmount: hkd('101') } }],
    ['payToAmount', { purchase: { ...purchase, payToAmount: Money.of('CNY', '91') } }],
    ['paymentMethodType', { purchase: { ...purchase, paymentMethodType: 'ALIPAY_CN' } }],
    ['access token', { accessTokenHash: hash('2') }],
  ])('refuse a repeat with another %s, and change nothing', async (field, over) => {
    await payments.register(field, hkd('1000'));
    const [first] = await pay(tokenPay(field, field));
    expect(await pay(tokenPay(field, field, over), tokenPay(field, field))).toEqual([
      refusedAs('RepeatInconsistent'),
      first,
    ]);
    expect([await balanceOf(field), await eventsOf(field)]).toEqual(['900', ['1 OrderPaid']]);
  });

  it('refuse the id of an Easy Pay order, and the reverse, and nothing changes', async () => {
    await payments.register('both', hkd('1000'));
    const byToken = {
      lookup: { by: 'accessToken', accessTokenHash: tokenPay('x', 'both').payload.accessTokenHash },
    } as const;
    await payments.open.execute([order('easy', 'both', byToken)]);
    await payments.settle.execute([verdict('tomb', 'wrong')]);
    expect(await pay(tokenPay('easy', 'both'), tokenPay('tomb', 'both'))).toEqual(
      Array(2).fill(refusedAs('RepeatInconsistent')),
    );
    const settled = accepted('easy', 'both');
    await payments.settle.execute([settled]);
    expect(payments.answersTo([settled]).map(paid)).toEqual([expect.anything()]);

    const [first] = await pay(tokenPay('token', 'both'), tokenPay('token-f', 'both', invalid));
    const openings = [order('token', 'both', byToken), order('token-f', 'both', byToken)];
    const checks = [accepted('token', 'both'), verdict('token', 'exhausted'), verdict('token-f', 'wrong')];
    const again = resend('token');
    await payments.open.execute(openings);
    await payments.settle.execute(checks);
    await payments.resend.execute([again]);
    expect(payments.answersTo([...openings, ...checks])).toEqual(Array(5).fill(refusedAs('RepeatInconsistent')));
    expect(payments.answersTo([again])).toEqual([refusedAs('OrderClosed')]);
    expect(await pay(tokenPay('token', 'both'))).toEqual([first]);
    expect(await balanceOf('both')).toBe('800');
  });

  it("to another merchant than the agreement's are paid and counted, or refused for ever", async () => {
    const lines: unknown[] = [];
    const logger = { warn: (line: unknown) => lines.push(line) } as unknown as Logger;
    const by = (agreementMerchant: 'report' | 'refuse') =>
      payments.served(
        payByToken,
        new PayByToken({ ...payments.tokenPaying, logger }, { ...payments.rules, agreementMerchant }),
      );
    const of = (id: string, referenceMerchantId?: string) => {
      const message = tokenPay(id, 'merchants');
      const payer = { ...message.payload.payer, ...(referenceMerchantId && { referenceMerchantId }) };
      return { ...message, payload: { ...message.payload, payer } } as TokenPay;
    };
    const outcome = async (rule: 'report' | 'refuse', message: TokenPay) => {
      await by(rule).execute([message]);
      return payments.answersTo([message])[0];
    };
    await payments.register('merchants', hkd('1000'));
    metrics.registry.resetMetrics();
    expect(paid(await outcome('report', of('m-other', 'merchant-2')))).toBeDefined();
    expect(paid(await outcome('report', of('m-other', 'merchant-2')))).toBeDefined();
    expect(await outcome('refuse', of('m-refused', 'merchant-2'))).toEqual(refusedAs('TokenInvalid'));
    expect(await outcome('report', of('m-refused', 'merchant-2'))).toEqual(refusedAs('TokenInvalid'));
    const beyond = of('m-poor', 'merchant-2');
    const dear = { ...beyond.payload, purchase: { ...purchase, paymentAmount: hkd('100000') } };
    expect(paid(await outcome('report', { ...beyond, payload: dear }))).toBeUndefined();
    expect(paid(await outcome('refuse', of('m-same', 'merchant-1')))).toBeDefined();
    expect(paid(await outcome('refuse', of('m-none')))).toBeDefined();
    expect([await balanceOf('merchants'), await eventsOf('m-refused')]).toEqual([
      '700',
      ['1 OrderFailed TokenInvalid'],
    ]);
    const counted = await metrics.registry.getSingleMetric('payments_other_merchant_total')?.get();
    expect(counted?.values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['paid', 1],
      ['refused', 2],
    ]);
    expect(lines).toMatchObject([
      { paymentRequestId: 'm-other', ofAgreement: 'merchant-2', ofPayment: 'merchant-1', outcome: 'paid' },
      { paymentRequestId: 'm-refused', outcome: 'refused' },
      { paymentRequestId: 'm-poor', outcome: 'refused' },
    ]);
  });

  it('hold the limits of each agreement, over batches, until the next day', async () => {
    const limited = await paymentsFixture({ agreementLimits: limitsIn(['HKD'], { single: 100n, dailyAmount: 250n }) });
    await limited.register('day', hkd('10000'));
    limited.clock.at = new Date('2026-01-01T15:59:00Z');
    const second = { token: 'valid', agreementId: '00000000-0000-4000-8000-000000000002', customerId: 'day' } as const;
    const [a, b, c, d, e, f] = ids('day', 6).map((id) => tokenPay(id, 'day'));
    const other = tokenPay('day-other', 'day', { accessTokenHash: hash('3'), payer: second });
    const large = tokenPay('day-large', 'day', { purchase: { ...purchase, paymentAmount: hkd('101') } });
    await limited.payByToken.execute([a!, large]);
    await limited.payByToken.execute([b!, c!, other]);
    limited.clock.at = new Date('2026-01-01T16:00:00Z');
    await limited.payByToken.execute([d!, e!, f!]);
    const over = refusedAs('DailyAmountLimitExceeded');
    expect(
      limited.answersTo([a!, large, b!, c!, other, d!, e!, f!]).map((answer) => paid(answer)?.kind ?? answer),
    ).toEqual(['paid', refusedAs('SingleLimitExceeded'), 'paid', over, 'paid', 'paid', 'paid', over]);
    await limited.stop();
  });

  it('do nothing when they are stale: at the start, or once the wallet is locked; a stored result is still said', async () => {
    await payments.register('stale', hkd('1000'));
    const [first] = await pay(tokenPay('stale-0', 'stale'));
    const { clock } = payments;
    const at = (ms: number) => ({ deadline: new Date(clock.at.getTime() + ms) });
    expect(await pay({ ...tokenPay('stale-1', 'stale'), ...at(0) })).toEqual([undefined]);
    const runner = payments.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`select 1 from payments.account where customer_id = 'stale' for no key update`);
    const batch = ['stale-0', 'stale-2', 'stale-3'].map((id) => tokenPay(id, 'stale'));
    const timed = batch.map((message, index) => ({ ...message, ...at(index === 2 ? 2_000 : 1_000) }));
    const waiting = pay(...timed);
    const blocked = `select 1 from pg_stat_activity
      where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;
    await eventually(async () => expect(await payments.sql(blocked)).toHaveLength(1));
    clock.at = new Date(clock.at.getTime() + 1_000);
    await runner.commitTransaction();
    await runner.release();
    expect(await waiting).toEqual([first, undefined, expect.objectContaining({ outcome: 'done' })]);
    expect([...(await eventsOf('stale-1')), ...(await eventsOf('stale-2'))]).toEqual([]);
  });

  it('of the same two customers are settled in opposite order, beside Easy Pay, without a deadlock', async () => {
    for (const customerId of ['ping', 'pong']) await payments.register(customerId, hkd('100000'));
    const pairs = ids('ping', 30).map((id, index) => {
      const pair = [tokenPay(`${id} ping`, 'ping'), tokenPay(`${id} pong`, 'pong')];
      return index % 2 === 0 ? pair : pair.reverse();
    });
    const easy = ids('pong', 30);
    await payments.open.execute(easy.map((id, index) => order(id, index % 2 === 0 ? 'ping' : 'pong')));
    const settlements = easy.map((id, index) => accepted(id, index % 2 === 0 ? 'ping' : 'pong'));
    await Promise.all([
      ...pairs.map((pair) => payments.payByToken.execute(pair)),
      ...[0, 10, 20].map((start) => payments.settle.execute(settlements.slice(start, start + 10))),
    ]);
    expect(payments.answersTo([...pairs.flat(), ...settlements]).every(paid)).toBe(true);
    expect([await balanceOf('ping'), await balanceOf('pong')]).toEqual(['95500', '95500']);
  });

  it('are found by the repeat when the answer to the COMMIT was lost', async () => {
    await payments.register('lost', hkd('1000'));
    const { hostname, port } = new URL(payments.database.ownerUrl);
    const proxy = await FaultProxy.start({ host: hostname, port: Number(port) });
    const dataSource = paymentsDataSource(proxy.through(payments.database.urlFor('wallet_payments')));
    const orders = new PostgresOrders(await dataSource.initialize());
    const useCase = payments.served(
      payByToken,
      new PayByToken({ ...payments.tokenPaying, payments: orders }, payments.rules),
    );
    const batch = ids('lost', 3).map((id) => tokenPay(id, 'lost'));
    proxy.cutAfterCommit(1);
    await expect(useCase.execute(batch)).rejects.toThrow(DependencyFault);
    expect([proxy.lostCommits, ...payments.answersTo(batch)]).toEqual([1, undefined, undefined, undefined]);
    const repeats = ids('lost', 3).map((id) => tokenPay(id, 'lost', invalid));
    await useCase.execute(repeats);
    expect(payments.answersTo(repeats).every(paid)).toBe(true);
    expect(await balanceOf('lost')).toBe('700');
    await dataSource.destroy();
    await proxy.close();
  });
});
