import { settlePayment, type Answer } from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';
import { FaultProxy } from '@wallet/testkit';
import {
  accepted,
  hkd,
  order,
  paymentsFixture,
  statusChanged,
  verdict,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { brokenBooks } from '../../../../test/reversals';
import { SettlePayment } from '../../../application/settle-payment';
import { paymentsDataSource } from '../database';
import { PostgresOrders } from './postgres-orders';
import { limitsIn } from '../../../../test/limits-in';

const paid = (answer: Answer | undefined) =>
  answer?.outcome === 'done' && answer.result.kind === 'paid' ? answer.result : undefined;
const refusedAs = (refusal: string) => ({ outcome: 'refused', refusal });
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe('settling, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => (payments = await paymentsFixture()));
  afterEach(async () => {
    expect(await brokenBooks(payments, /^I[1-5]$/)).toEqual([]);
  });
  afterAll(() => payments.stop());

  const opened = async (customerId: string, orderIds: readonly string[], balance = '100000') => {
    await payments.register(customerId, hkd(balance));
    await payments.open.execute(orderIds.map((id) => order(id, customerId)));
  };
  const balanceOf = async (customerId: string) => {
    const rows = await payments.sql<{ balance: string }>(
      'select balance from payments.account where customer_id = $1',
      [customerId],
    );
    return rows[0]?.balance;
  };

  it('moves the money once, and says the same to every repeat', async () => {
    await opened('once', ['once-1']);
    const batch = [accepted('once-1', 'once'), accepted('once-1', 'once'), verdict('once-1', 'wrong')];
    await payments.settle.execute(batch);
    const later = [verdict('once-1', 'unavailable'), accepted('once-1', 'once', { paymentAmount: hkd('1') })];
    await payments.settle.execute(later);
    const results = payments.answersTo([...batch, ...later]).map(paid);
    expect(results[0]).toMatchObject({ customerId: 'once', paidAt: payments.clock.at.toISOString() });
    expect(results[0]?.paymentId).toMatch(/^\d{34}$/);
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await balanceOf('once')).toBe('99900');
    const entries = await payments.sql(
      `select account_id, e.currency, amount from payments.ledger_entry e
       join payments.ledger_transaction t on t.id = e.transaction_id where order_id = 'once-1' order by seq`,
    );
    expect(entries).toEqual([
      { account_id: 'wallet:once:HKD', currency: 'HKD', amount: '-100' },
      { account_id: 'currency-trading:HKD', currency: 'HKD', amount: '100' },
      { account_id: 'currency-trading:CNY', currency: 'CNY', amount: '-90' },
      { account_id: 'settlement-payable:CNY', currency: 'CNY', amount: '90' },
    ]);
  });

  it('pays once when the same call comes 50 times at the same moment', async () => {
    await opened('twins', ['twins-1']);
    const messages = Array.from({ length: 50 }, () => accepted('twins-1', 'twins'));
    await Promise.all(messages.map((message) => payments.settle.execute([message])));
    const paymentIds = payments.answersTo(messages).map((answer) => paid(answer)?.paymentId);
    expect(new Set(paymentIds)).toEqual(new Set([expect.stringMatching(/^\d{34}$/)]));
    expect(await balanceOf('twins')).toBe('99900');
  });

  it('stores the authorization, and puts it into the one fact', async () => {
    await opened('auth', ['auth-1']);
    const authorization = { authClientId: 'a', authState: 's', referenceAgreementId: 'r' };
    await payments.settle.execute([accepted('auth-1', 'auth', { authorization })]);
    await payments.settle.execute([accepted('auth-1', 'auth')]);
    const facts = await payments.sql<{ payload: object }>(`select payload from payments.outbox where key = 'auth-1'`);
    expect(facts.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({
        fact: 'PaymentSettled',
        paymentAmount: { currency: 'HKD', value: '100' },
        customerId: 'auth',
        orderVersion: 2,
        authorization,
      }),
    ]);
  });

  it('lets 7 of 20 racing orders through when the balance covers 7', async () => {
    const orderIds = ids('race', 20);
    await opened('race', orderIds, '799');
    const messages = orderIds.map((id) => accepted(id, 'race'));
    await Promise.all(messages.map((message) => payments.settle.execute([message])));
    const answers = payments.answersTo(messages);
    expect(answers.filter(paid)).toHaveLength(7);
    expect(answers.filter((answer) => !paid(answer))).toEqual(Array(13).fill(refusedAs('BalanceNotEnough')));
    expect(new Set(answers.map((answer) => paid(answer)?.paymentId)).size).toBe(8);
    expect(await balanceOf('race')).toBe('99');
  });

  it('lets no more than the daily number through, however they race', async () => {
    const limited = await paymentsFixture({
      limits: limitsIn(['HKD'], { single: 100n, dailyAmount: 10_000n, dailyCount: 7 }),
    });
    await limited.register('count', hkd('100000'));
    const orderIds = ids('count', 20);
    await limited.open.execute(orderIds.map((id) => order(id, 'count')));
    const messages = orderIds.map((id) => accepted(id, 'count'));
    await Promise.all(messages.map((message) => limited.settle.execute([message])));
    const answers = limited.answersTo(messages);
    expect(answers.filter(paid)).toHaveLength(7);
    expect(answers.filter((answer) => !paid(answer))).toEqual(Array(13).fill(refusedAs('DailyCountLimitExceeded')));
    await limited.stop();
  });

  it('lets 7 of 20 through within one batch too, in its order', async () => {
    const orderIds = ids('batch', 20);
    await opened('batch', orderIds, '799');
    const batch = orderIds.map((id) => accepted(id, 'batch'));
    await payments.settle.execute(batch);
    expect(payments.answersTo(batch).map((answer) => paid(answer) !== undefined)).toEqual(
      orderIds.map((_, index) => index < 7),
    );
    expect(await balanceOf('batch')).toBe('99');
  });

  it('settles batches of the same two customers in opposite order without a deadlock', async () => {
    const [left, right] = [ids('left', 30), ids('right', 30)];
    await opened('left', left);
    await opened('right', right);
    const batches = left.map((id, index) => {
      const pair = [accepted(id, 'left'), accepted(right[index]!, 'right')];
      return index % 2 === 0 ? pair : pair.reverse();
    });
    await Promise.all(batches.map((batch) => payments.settle.execute(batch)));
    expect(payments.answersTo(batches.flat()).every(paid)).toBe(true);
    expect(await balanceOf('left')).toBe('97000');
  });

  it('writes nothing of a batch with a record that fails, and the others when done alone', async () => {
    await opened('poison', ['poison-1', 'poison-2']);
    const noName = { authClientId: '\u0000', authState: 's', referenceAgreementId: 'r' };
    const good = accepted('poison-1', 'poison');
    const bad = accepted('poison-2', 'poison', { authorization: noName });
    await expect(payments.settle.execute([good, bad])).rejects.toThrow();
    expect(payments.answersTo([good, bad])).toEqual([undefined, undefined]);
    expect(await balanceOf('poison')).toBe('100000');
    await payments.settle.execute([good]);
    await expect(payments.settle.execute([bad])).rejects.toThrow();
    expect(await balanceOf('poison')).toBe('99900');
  });

  it('finds its own payment when the answer to the COMMIT was lost', async () => {
    await opened('lost', ['lost-1']);
    const { hostname, port } = new URL(payments.database.ownerUrl);
    const proxy = await FaultProxy.start({ host: hostname, port: Number(port) });
    const dataSource = paymentsDataSource(proxy.through(payments.database.urlFor('wallet_payments')));
    const settlements = new PostgresOrders(await dataSource.initialize());
    const useCase = new SettlePayment({ ...payments.settling, settlements }, payments.rules);
    const settle = payments.served(settlePayment, useCase);
    const message = accepted('lost-1', 'lost');
    proxy.cutAfterCommit(1);
    await expect(settle.execute([message])).rejects.toThrow(DependencyFault);
    expect([proxy.lostCommits, ...payments.answersTo([message])]).toEqual([1, undefined]);
    await settle.execute([message]);
    expect(payments.answersTo([message]).map(paid)).toEqual([expect.objectContaining({ customerId: 'lost' })]);
    expect(await balanceOf('lost')).toBe('99900');
    await dataSource.destroy();
    await proxy.close();
  });

  it('refuses a frozen customer for ever', async () => {
    await opened('frozen', ['frozen-1']);
    await payments.applyFacts.execute([statusChanged('frozen', 2, 'FROZEN')]);
    const first = accepted('frozen-1', 'frozen');
    await payments.settle.execute([first]);
    await payments.applyFacts.execute([statusChanged('frozen', 3, 'ACTIVE')]);
    const again = accepted('frozen-1', 'frozen');
    await payments.settle.execute([again]);
    expect(payments.answersTo([first, again])).toEqual(Array(2).fill(refusedAs('CustomerNotActive')));
  });

  it('counts the day: limits of amount and number hold over batches, and begin anew on the next day', async () => {
    const limited = await paymentsFixture({
      limits: limitsIn(['HKD'], { single: 100n, dailyAmount: 250n, dailyCount: 50 }),
    });
    await limited.register('day', hkd('1000'));
    limited.clock.at = new Date('2026-01-01T15:59:00Z');
    await limited.open.execute(ids('day', 4).map((id) => order(id, 'day')));
    const [a, b, c, d] = ids('day', 4).map((id) => accepted(id, 'day'));
    await limited.settle.execute([a!]);
    await limited.settle.execute([b!, c!]);
    limited.clock.at = new Date('2026-01-01T16:00:00Z');
    await limited.settle.execute([d!]);
    const outcomes = limited.answersTo([a!, b!, c!, d!]);
    expect(outcomes.map((answer) => paid(answer) !== undefined)).toEqual([true, true, false, true]);
    expect(outcomes[2]).toEqual(refusedAs('DailyAmountLimitExceeded'));
    await limited.stop();
  });
});
