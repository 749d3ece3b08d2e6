import { setTimeout } from 'node:timers/promises';
import type { Answer } from '@wallet/contracts';
import {
  accepted,
  cancellation,
  hkd,
  order,
  paymentsFixture,
  tokenPay,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { ask, balanceOf, brokenBooks, cancelled, eachOf, ids, openOrders } from '../../../../test/reversals';

function outcomeOf(answer: Answer | undefined): string {
  if (answer === undefined) return 'to otp';
  if (answer.outcome === 'done') return answer.result.kind;
  return answer.outcome === 'refused' ? answer.refusal : answer.reason;
}

describe('a cancellation that races, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => (payments = await paymentsFixture()));
  afterEach(async () => expect(await brokenBooks(payments)).toEqual([]));
  afterAll(() => payments.stop());

  const cancel = (...orderIds: string[]) => ask(payments, payments.cancel, ...orderIds.map((id) => cancellation(id)));
  const settle = (id: string, customerId: string) => ask(payments, payments.settle, accepted(id, customerId));

  it('races the settlement 500 times: paid and reversed, or refused, never both', async () => {
    const races = Array.from({ length: 5 }, (_, index) => ids(`race${index}`, 100));
    await Promise.all(races.map((orderIds, index) => openOrders(payments, `racer-${index}`, orderIds)));
    const outcomes = new Map<string, number>();
    await eachOf(races.flat(), 8, async (id, index) => {
      const racer = `racer-${id.slice(4, 5)}`;
      const calls = [() => settle(id, racer), () => cancel(id)];
      const turned = index % 2 === 0 ? calls : calls.reverse();
      const answers = (await Promise.all(turned.map((call) => call()))).flat();
      const [pay, end] = index % 2 === 0 ? answers : answers.reverse();
      expect(end).toEqual(cancelled);
      const outcome = outcomeOf(pay);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    });
    expect([...outcomes.keys()].sort()).toEqual(['OrderClosed', 'paid']);
    const postings = await payments.sql<{ kind: string; count: number }>(
      `select kind, count(*)::int from payments.ledger_transaction where order_id like 'race%' group by kind order by kind`,
    );
    const paid = outcomes.get('paid');
    expect(postings).toEqual([
      { kind: 'PAY', count: paid },
      { kind: 'REVERSAL', count: paid },
    ]);
    for (const index of races.keys()) expect(await balanceOf(payments, `racer-${index}`)).toBe('100000');
    const states = `select distinct state from payments.payment_order where payment_request_id like 'race%'`;
    expect(await payments.sql(states)).toEqual([{ state: 'CANCELLED' }]);
  }, 60_000);

  it.each(['an order', 'a token pay'])(
    'overtakes %s of ids that nobody knows, or finds it, in batches that race',
    async (rival) => {
      await payments.register(rival, hkd('100000'));
      const rounds = Array.from({ length: 20 }, (_, index) => ids(`${rival} ${index}`, 3));
      const seen = new Set<string>();
      await eachOf(rounds, 4, async (orderIds, index) => {
        const ordering = () =>
          rival === 'an order'
            ? ask(payments, payments.open, ...orderIds.map((id) => order(id, rival)))
            : ask(payments, payments.payByToken, ...orderIds.map((id) => tokenPay(id, rival)));
        const ending = () => cancel(...[...orderIds].reverse());
        const ended = index === 0 ? await ending() : undefined;
        const ordered = ordering();
        await (index === 19 ? ordered : setTimeout(index));
        expect(ended ?? (await ending())).toEqual(Array(3).fill(cancelled));
        for (const answer of await ordered) seen.add(outcomeOf(answer));
      });
      expect([...seen].sort()).toEqual(['OrderClosed', rival === 'an order' ? 'to otp' : 'paid']);
      const states = 'select distinct state from payments.payment_order where payment_request_id like $1';
      expect(await payments.sql(states, [`${rival}%`])).toEqual([{ state: 'CANCELLED' }]);
      expect(await balanceOf(payments, rival)).toBe('100000');
    },
    60_000,
  );
});
