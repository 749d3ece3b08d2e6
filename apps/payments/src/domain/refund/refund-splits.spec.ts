import { minorUnits, Money, type CurrencyCode } from '@wallet/money';
import fc from 'fast-check';
import { refundSplits as runs } from '../../../test/model/config';
import { paidAt, verifiedOrder } from '../../../test/orders';
import type { PaidOrder, RefundAmounts } from '../order/order';
import { decideRefund, refunded } from './refund';

const currencies = ['HKD', 'USD', 'JPY', 'KRW', 'KWD', 'IDR'] as const satisfies readonly CurrencyCode[];
const smallest = (currency: CurrencyCode): bigint => (currency === 'IDR' ? 100n : 1n);

interface Rate {
  readonly price: string;
  readonly digits: bigint;
  readonly scale: bigint;
}

/** Of so many digits after the point. */
const rates = fc
  .record({ digits: fc.bigInt(1n, 10n ** 7n), decimals: fc.integer({ min: 0, max: 6 }) })
  .map(({ digits, decimals }): Rate => {
    const text = digits.toString().padStart(decimals + 1, '0');
    const [whole, fraction] = [text.slice(0, text.length - decimals), text.slice(text.length - decimals)];
    return { price: decimals === 0 ? whole : `${whole}.${fraction}`, digits, scale: 10n ** BigInt(decimals) };
  });

/** As Alipay+ would compute it: rounded to the nearest smallest amount of the other currency. */
function converted(amount: bigint, from: CurrencyCode, to: CurrencyCode, { digits, scale }: Rate): bigint {
  const unit = smallest(to);
  const dividend = amount * digits * 10n ** BigInt(minorUnits[to]);
  const divisor = scale * 10n ** BigInt(minorUnits[from]) * unit;
  return ((2n * dividend + divisor) / (2n * divisor)) * unit;
}

const payments = fc
  .record({
    from: fc.constantFrom(...currencies),
    to: fc.constantFrom(...currencies),
    rate: rates,
    amount: fc.oneof(fc.bigInt(1n, 200n), fc.bigInt(1n, 10_000_000n)),
    parts: fc.array(fc.record({ size: fc.bigInt(1n, 10_000n), hasQuote: fc.boolean() }), { maxLength: 12 }),
    isLastQuoted: fc.boolean(),
  })
  .filter(({ from, to }) => from !== to)
  .map((drawn) => ({ ...drawn, amount: drawn.amount * smallest(drawn.from) }))
  .filter(({ amount, from, to, rate }) => {
    const settled = converted(amount, from, to, rate);
    return settled > 0n && settled < 10n ** 17n;
  });

const left = ({ terms, refunded: given }: PaidOrder) => ({
  refundAmount: terms.paymentAmount.subtract(given.refundAmount),
  refundFromAmount: terms.payToAmount.subtract(given.refundFromAmount),
});

const decide = (order: PaidOrder, amounts: RefundAmounts, refundQuote?: typeof order.terms.paymentQuote) => {
  const request = { refundRequestId: 'r', paymentRequestId: 'p', paymentId: '1', terms: { ...amounts, refundQuote } };
  const scope = { order, customerStatus: 'ACTIVE', time: { now: paidAt, day: '2027-01-02' }, windowDays: 366 } as const;
  return decideRefund(request, scope).state;
};

describe('a payment in two currencies', () => {
  it('of HKD 10.00 for USD 1.27 is refunded in two halves of unequal settlement', () => {
    const terms = { paymentAmount: Money.of('HKD', 1_000n), payToAmount: Money.of('USD', 127n) };
    const quote = { quoteId: 'q', quoteCurrencyPair: 'HKD/USD', quotePrice: '0.1270' };
    const nothing = { refundAmount: Money.of('HKD', 0n), refundFromAmount: Money.of('USD', 0n) };
    const order: PaidOrder = { ...verifiedOrder, terms: { ...verifiedOrder.terms, ...terms }, refunded: nothing };
    const half = (from: bigint) => ({ refundAmount: Money.of('HKD', 500n), refundFromAmount: Money.of('USD', from) });
    expect(decide(order, half(64n), quote)).toBe('SUCCEEDED');
    const rest = refunded(order, half(64n));
    expect(decide(rest, half(64n), quote)).toBe('REFUSED');
    expect(decide(rest, half(62n), quote)).toBe('REFUSED');
    expect(decide(rest, half(63n), quote)).toBe('SUCCEEDED');
    const almostAll = { refundAmount: Money.of('HKD', 496n), refundFromAmount: Money.of('USD', 63n) };
    const last = refunded(rest, almostAll);
    expect(decide(rest, almostAll, quote)).toBe('SUCCEEDED');
    const cents = (amount: bigint) => ({
      refundAmount: Money.of('HKD', amount),
      refundFromAmount: nothing.refundFromAmount,
    });
    expect([1n, 4n, 5n].map((amount) => decide(last, cents(amount), quote))).toEqual([
      'SUCCEEDED',
      'SUCCEEDED',
      'REFUSED',
    ]);
  });

  it('of HKD 10.00 for USD 1.27 in thirds leaves USD 0.01, which one more refund takes', () => {
    const terms = { paymentAmount: Money.of('HKD', 1_000n), payToAmount: Money.of('USD', 127n) };
    const quote = { quoteId: 'q', quoteCurrencyPair: 'HKD/USD', quotePrice: '0.127' };
    const of = (hkd: bigint, usd: bigint) => ({
      refundAmount: Money.of('HKD', hkd),
      refundFromAmount: Money.of('USD', usd),
    });
    let order: PaidOrder = { ...verifiedOrder, terms: { ...verifiedOrder.terms, ...terms }, refunded: of(0n, 0n) };
    for (const third of [333n, 333n, 334n]) {
      expect(decide(order, of(third, 42n), quote)).toBe('SUCCEEDED');
      order = refunded(order, of(third, 42n));
    }
    expect([0n, 2n, 1n].map((usd) => decide(order, of(0n, usd)))).toEqual(['REFUSED', 'REFUSED', 'SUCCEEDED']);
    expect(decide(refunded(order, of(0n, 1n)), of(0n, 0n))).toBe('REFUSED');
  });

  it(`is refunded to the last unit, whatever the parts (${runs} payments)`, () => {
    fc.assert(
      fc.property(payments, ({ from, to, rate, amount, parts, isLastQuoted }) => {
        const [paymentAmount, payToAmount] = [Money.of(from, amount), Money.of(to, converted(amount, from, to, rate))];
        const paymentQuote = { quoteId: 'q', quoteCurrencyPair: `${from}/${to}`, quotePrice: rate.price };
        const nothing = { refundAmount: Money.of(from, 0n), refundFromAmount: Money.of(to, 0n) };
        const terms = { ...verifiedOrder.terms, paymentAmount, payToAmount, paymentQuote };
        let order: PaidOrder = { ...verifiedOrder, terms, refunded: nothing };
        for (const { size, hasQuote } of parts) {
          const rest = left(order);
          const part = ((amount * size) / 20_000n / smallest(from)) * smallest(from);
          const share = {
            refundAmount: Money.of(from, part),
            refundFromAmount: Money.of(to, converted(part, from, to, rate)),
          };
          if (part === 0n || share.refundAmount.compare(rest.refundAmount) >= 0) continue;
          if (share.refundFromAmount.compare(rest.refundFromAmount) > 0) continue;
          expect(decide(order, share, hasQuote ? paymentQuote : undefined)).toBe('SUCCEEDED');
          order = refunded(order, share);
        }
        const { refundAmount, refundFromAmount } = left(order);
        const last = {
          refundAmount,
          refundFromAmount: Money.of(to, converted(refundAmount.minorUnits, from, to, rate)),
        };
        if (isLastQuoted && last.refundFromAmount.compare(refundFromAmount) <= 0) {
          expect(decide(order, { ...nothing, refundFromAmount }, paymentQuote)).toBe('REFUSED');
          expect(decide(order, last, paymentQuote)).toBe('SUCCEEDED');
          order = refunded(order, last);
        }
        const rest = left(order);
        const isSomethingLeft = !rest.refundAmount.isZero || !rest.refundFromAmount.isZero;
        expect(decide(order, rest, paymentQuote)).toBe(isSomethingLeft ? 'SUCCEEDED' : 'REFUSED');
        expect(decide(refunded(order, rest), nothing, paymentQuote)).toBe('REFUSED');
      }),
      { numRuns: runs },
    );
  }, 120_000);
});
