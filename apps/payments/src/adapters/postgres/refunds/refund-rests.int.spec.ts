import { Money, type CurrencyCode } from '@wallet/money';
import {
  cancellation,
  paymentsFixture,
  purchase,
  refund,
  tokenPay,
  type PaymentsFixture,
} from '../../../../test/payments-fixture';
import { refundSplits as splits } from '../../../../test/model/config';
import { ask, balanceOf, brokenBooks, cancelled, eachOf, refusedAs, resultOf } from '../../../../test/reversals';
import { PostgresBooks } from '../books/postgres-books';
import { limitsIn } from '../../../../test/limits-in';

const money = (text: string): Money => Money.of(text.slice(0, 3), text.slice(4));

describe('the rest of a payment in two currencies, in Postgres', () => {
  let payments: PaymentsFixture;

  beforeAll(async () => {
    const limits = limitsIn(['HKD', 'IDR', 'CNY', 'USD', 'JPY', 'KWD', 'KRW'], {
      single: 10n ** 12n,
      dailyAmount: 10n ** 15n,
      dailyCount: 1_000_000,
    });
    payments = await paymentsFixture({ limits, agreementLimits: limits });
  });
  beforeEach(() => (payments.clock.at = new Date()));
  afterEach(async () => expect(await brokenBooks(payments)).toEqual([]));
  afterAll(() => payments.stop());

  const buy = (id: string, customerId: string, payment: Money, payTo: Money) =>
    tokenPay(id, customerId, { purchase: { ...purchase, paymentAmount: payment, payToAmount: payTo } });
  const paid = async (id: string, customerId: string, [payment, payTo]: [string, string]) =>
    resultOf((await ask(payments, payments.payByToken, buy(id, customerId, money(payment), money(payTo))))[0], 'paid')!
      .paymentId;
  const refundQuote = { quoteId: 'q', quoteCurrencyPair: 'HKD/USD', quotePrice: '0.127' };
  const part = (order: string, paymentId: string, refundAmount: string, refundFromAmount: string) =>
    refund(order, `${order} ${refundAmount} ${refundFromAmount}`, {
      paymentId,
      refundAmount: money(refundAmount),
      refundFromAmount: money(refundFromAmount),
      refundQuote,
    });
  const done = expect.objectContaining({ outcome: 'done' }) as unknown;
  const books = () => new PostgresBooks({ url: payments.database.urlFor('wallet_payments'), schema: 'payments' });
  const left = async () => (await books().report()).left;

  it('is named while it is left, and taken by a refund of exactly that, or by a cancellation', async () => {
    await payments.register('rest', money('HKD 10000'));
    for (const id of ['rest-1', 'rest-2']) {
      const paymentId = await paid(id, 'rest', ['HKD 1000', 'USD 127']);
      expect(await ask(payments, payments.refund, part(id, paymentId, 'HKD 500', 'USD 64'))).toEqual([done]);
      expect(await left()).toEqual([]);
      expect(await ask(payments, payments.refund, part(id, paymentId, 'HKD 496', 'USD 63'))).toEqual([done]);
      expect(await left()).toEqual([
        { accountId: 'currency-trading:HKD', currency: 'HKD', amount: '4', payments: 1, examples: [id] },
      ]);
      if (id === 'rest-1')
        expect(await ask(payments, payments.refund, part(id, paymentId, 'HKD 4', 'USD 0'))).toEqual([done]);
      else expect(await ask(payments, payments.cancel, cancellation(id))).toEqual([cancelled]);
      expect(await left()).toEqual([]);
    }
    expect(await balanceOf(payments, 'rest')).toBe('10000');
  });

  it('is given once to refunds that race, on both sides', async () => {
    await payments.register('race', money('HKD 10000'));
    const paymentId = await paid('race', 'race', ['HKD 1000', 'USD 127']);
    await ask(payments, payments.refund, part('race', paymentId, 'HKD 996', 'USD 127'));
    const racing = Array.from({ length: 10 }, (_, at) => {
      const asked = part('race', paymentId, 'HKD 1', 'USD 0');
      return { ...asked, payload: { ...asked.payload, refundRequestId: `race ${at}` } };
    });
    await eachOf(racing, 10, (each) => payments.refund.execute([each]));
    const answers = payments.answersTo(racing);
    expect(answers.filter((answer) => answer?.outcome === 'done')).toHaveLength(4);
    expect(answers.filter((answer) => answer?.outcome !== 'done')).toEqual(
      Array(6).fill(refusedAs('RefundAmountExceeded')),
    );
    expect(await balanceOf(payments, 'race')).toBe('10000');
  });

  const inThirds = async (id: string, customerId: string) => {
    const paymentId = await paid(id, customerId, ['HKD 1000', 'USD 127']);
    const thirds = ['HKD 333', 'HKD 333', 'HKD 334'].map((amount, at) => {
      const third = part(id, paymentId, amount, 'USD 42');
      return { ...third, payload: { ...third.payload, refundRequestId: `${id} third ${at}` } };
    });
    expect(await ask(payments, payments.refund, ...thirds)).toEqual([done, done, done]);
    return paymentId;
  };
  const entriesOf = (refundRequestId: string) =>
    payments.sql(
      `select account_id, amount from payments.ledger_entry e join payments.ledger_transaction t on t.id = transaction_id
       where refund_request_id = $1 order by account_id`,
      [refundRequestId],
    );

  it('is taken out of the settlement alone when the user has all of it back', async () => {
    await payments.register('thirds', money('HKD 10000'));
    const paymentId = await inThirds('thirds', 'thirds');
    const rest = { accountId: 'currency-trading:USD', currency: 'USD', amount: '1', payments: 1, examples: ['thirds'] };
    expect(await left()).toEqual([rest]);
    const refused = ['USD 0', 'USD 2'].map((usd) => part('thirds', paymentId, 'HKD 0', usd));
    expect(await ask(payments, payments.refund, ...refused)).toEqual(Array(2).fill(refusedAs('AmountsInconsistent')));
    const racing = Array.from({ length: 10 }, (_, at) => {
      const asked = part('thirds', paymentId, 'HKD 0', 'USD 1');
      return { ...asked, payload: { ...asked.payload, refundRequestId: `thirds rest ${at}` } };
    });
    await eachOf(racing, 10, (each) => payments.refund.execute([each]));
    const answers = payments.answersTo(racing);
    const taken = racing.filter((_, at) => answers[at]?.outcome === 'done');
    expect(taken).toHaveLength(1);
    expect(answers.filter((answer) => answer?.outcome !== 'done')).toEqual(
      Array(9).fill(refusedAs('AmountsInconsistent')),
    );
    expect(await ask(payments, payments.refund, ...taken)).toEqual([done]);
    expect(await entriesOf(taken[0]!.payload.refundRequestId)).toEqual([
      { account_id: 'currency-trading:USD', amount: '1' },
      { account_id: 'settlement-payable:USD', amount: '-1' },
    ]);
    expect([await left(), await balanceOf(payments, 'thirds')]).toEqual([[], '10000']);
  });

  it('is of a wallet that paid the other amount given back to it', async () => {
    await payments.register('other thirds', money('USD 10000'));
    const paymentId = await inThirds('other-thirds', 'other thirds');
    expect(await balanceOf(payments, 'other thirds')).toBe('9999');
    expect(await ask(payments, payments.refund, part('other-thirds', paymentId, 'HKD 0', 'USD 1'))).toEqual([done]);
    expect([await left(), await balanceOf(payments, 'other thirds')]).toEqual([[], '10000']);
  });

  it('moves nothing of a wallet that paid the other amount, and is refunded all the same', async () => {
    await payments.register('other', money('USD 10000'));
    const paymentId = await paid('other', 'other', ['HKD 1000', 'USD 127']);
    const parts = [part('other', paymentId, 'HKD 1', 'USD 0'), part('other', paymentId, 'HKD 999', 'USD 127')];
    expect(await ask(payments, payments.refund, ...parts)).toEqual([done, done]);
    expect(await ask(payments, payments.refund, ...parts)).toEqual([done, done]);
    expect(await balanceOf(payments, 'other')).toBe('10000');
  });

  it(`is never out of reach: ${splits} payments, split at random`, async () => {
    const random = randomFrom(7);
    const wallets: readonly CurrencyCode[] = ['HKD', 'JPY', 'KWD', 'KRW'];
    const pairs = wallets.flatMap((from) => wallets.filter((to) => to !== from).map((to) => [from, to] as const));
    for (const currency of wallets) await payments.register(`split-${currency}`, Money.of(currency, 10n ** 15n));
    for (let from = 0; from < splits; from += 100) {
      const size = Math.min(100, splits - from);
      const orders = Array.from({ length: size }, (_, at) =>
        splitPayment(`split-${from + at}`, pairs[(from + at) % pairs.length]!, random),
      );
      const answers = await ask(
        payments,
        payments.payByToken,
        ...orders.map(({ id, payment, payTo }) => buy(id, `split-${payment.currency}`, payment, payTo)),
      );
      const parts = orders.flatMap((order, at) =>
        order.parts.map(([refundAmount, refundFromAmount], number) =>
          refund(order.id, `${order.id} ${number}`, {
            paymentId: resultOf(answers[at], 'paid')!.paymentId,
            refundAmount,
            refundFromAmount,
          }),
        ),
      );
      expect(await ask(payments, payments.refund, ...parts)).toEqual(parts.map(() => done));
      payments.bus.answers.length = 0;
    }
    const balances = await payments.sql(
      `select distinct balance from payments.account where customer_id like 'split-%'`,
    );
    expect(balances).toEqual([{ balance: String(10n ** 15n) }]);
    expect(await left()).toEqual([]);
  }, 600_000);
});

type Random = (below: number) => number;

/** Numbers below a bound, always the same ones for a seed. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A payment, and parts that give back all of it: each rounded, the last is the rest, of every other one of what is settled only. */
function splitPayment(id: string, [currency, other]: readonly [CurrencyCode, CurrencyCode], random: Random) {
  const payment = Money.of(currency, BigInt(1 + random(2_000)));
  const payTo = Money.of(other, BigInt(1 + random(2_000)));
  const worth = ({ minorUnits }: Money) =>
    Money.of(other, (2n * minorUnits * payTo.minorUnits + payment.minorUnits - 1n) / (2n * payment.minorUnits));
  let [left, leftFrom] = [payment, payTo];
  const parts: [Money, Money][] = [];
  while (parts.length < 6 && left.minorUnits > 1n && !leftFrom.isZero) {
    const amount = Money.of(currency, BigInt(1 + random(Number(left.minorUnits) - 1)));
    const full = worth(amount);
    const from = full.compare(leftFrom) > 0 ? leftFrom : full;
    parts.push([amount, from]);
    [left, leftFrom] = [left.subtract(amount), leftFrom.subtract(from)];
  }
  const last = worth(left);
  if (random(2) === 0 && last.compare(leftFrom) < 0) {
    parts.push([left, last]);
    [left, leftFrom] = [left.subtract(left), leftFrom.subtract(last)];
  }
  return { id, payment, payTo, parts: [...parts, [left, leftFrom] as [Money, Money]] };
}
