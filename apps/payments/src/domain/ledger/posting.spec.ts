import { Money } from '@wallet/money';
import fc from 'fast-check';
import { verifiedOrder } from '../../../test/orders';
import type { PaidOrder } from '../order/order';
import { Posting, type Entry } from './posting';
import { refunded } from '../refund/refund';

const hkd = (value: bigint) => Money.of('HKD', value);
const cny = (value: bigint) => Money.of('CNY', value);

const entry = fc.record({
  accountId: fc.constantFrom('a', 'b', 'c'),
  currency: fc.constantFrom('HKD', 'CNY'),
  amount: fc.bigInt(-(10n ** 18n), 10n ** 18n),
});
const sumOf = (entries: readonly Entry[], currency: string): bigint =>
  entries.reduce((sum, each) => (each.currency === currency ? sum + each.amount : sum), 0n);

describe('a posting', () => {
  it('exists exactly when it has entries, none zero, and each currency sums to zero', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), fc.boolean(), (drawn, balance) => {
        const correction = (currency: string): Entry => ({ accountId: 'd', currency, amount: -sumOf(drawn, currency) });
        const corrections = [correction('HKD'), correction('CNY')].filter(({ amount }) => amount !== 0n);
        const entries = balance ? [...drawn, ...corrections] : drawn;
        const sound =
          entries.length > 0 &&
          entries.every(({ amount }) => amount !== 0n) &&
          sumOf(entries, 'HKD') === 0n &&
          sumOf(entries, 'CNY') === 0n;
        const subject = { orderId: 'order' };
        if (sound) expect(Posting.of('PAY', subject, entries).entries).toEqual(entries);
        else expect(() => Posting.of('PAY', subject, entries)).toThrow(RangeError);
      }),
    );
  });

  it('of a payment debits the wallet and owes the same to Alipay+', () => {
    expect(Posting.payment('order', 'wallet:c:HKD', hkd(12050n), hkd(12050n)).entries).toEqual([
      { accountId: 'wallet:c:HKD', currency: 'HKD', amount: -12050n },
      { accountId: 'settlement-payable:HKD', currency: 'HKD', amount: 12050n },
    ]);
  });

  it('of two currencies owes in the one that is settled, through the trading accounts', () => {
    expect(Posting.payment('order', 'wallet:c:HKD', hkd(100n), cny(90n)).entries).toEqual([
      { accountId: 'wallet:c:HKD', currency: 'HKD', amount: -100n },
      { accountId: 'currency-trading:HKD', currency: 'HKD', amount: 100n },
      { accountId: 'currency-trading:CNY', currency: 'CNY', amount: -90n },
      { accountId: 'settlement-payable:CNY', currency: 'CNY', amount: 90n },
    ]);
  });

  it('of an opening balance comes from equity, cash-in from clearing, and neither can be zero', () => {
    expect(Posting.opening('wallet:c:HKD', hkd(5n)).entries).toEqual([
      { accountId: 'opening-balances:HKD', currency: 'HKD', amount: -5n },
      { accountId: 'wallet:c:HKD', currency: 'HKD', amount: 5n },
    ]);
    expect(Posting.cashIn('ref', 'wallet:c:HKD', hkd(5n))).toMatchObject({
      kind: 'CASH_IN',
      subject: { reference: 'ref' },
      entries: [
        { accountId: 'cash-clearing:HKD', currency: 'HKD', amount: -5n },
        { accountId: 'wallet:c:HKD', currency: 'HKD', amount: 5n },
      ],
    });
    expect(() => Posting.opening('wallet:c:HKD', hkd(0n))).toThrow('not zero');
  });
});

describe('what goes back of a payment', () => {
  const [payment, payTo] = [hkd(1_000n), cny(900n)];
  const amounts = { ...verifiedOrder.terms, paymentAmount: payment, payToAmount: payTo };
  const inHkd = { ...verifiedOrder, terms: amounts, debit: payment };
  const inCny = { ...verifiedOrder, terms: amounts, debit: payTo, accountId: 'wallet:c:CNY' };

  it.each([
    ['the wallet in the currency of paymentAmount', inHkd, { 'wallet:c:HKD': 10n, 'settlement-payable:CNY': -9n }],
    ['the wallet in the currency of payToAmount', inCny, { 'wallet:c:CNY': 9n, 'settlement-payable:CNY': -9n }],
  ])('is credited to %s, and not owed any more', (_to, order, expected) => {
    const refund = Posting.refund(order, 'r', { refundAmount: hkd(10n), refundFromAmount: cny(9n) });
    expect(refund).toMatchObject({ kind: 'REFUND', subject: { orderId: 'p', refundRequestId: 'r' } });
    expect(balancesOf([refund!])).toMatchObject(expected);
  });

  it('moves nothing when it is too small for the currency of the wallet', () => {
    expect(Posting.refund(inCny, 'r', { refundAmount: hkd(1n), refundFromAmount: cny(0n) })).toBeUndefined();
    const ofHkd = Posting.refund(inHkd, 'r', { refundAmount: hkd(1n), refundFromAmount: cny(0n) });
    expect(balancesOf([ofHkd!])).toMatchObject({ 'wallet:c:HKD': 1n, 'currency-trading:HKD': -1n });
  });

  const shares = fc.array(fc.record({ amount: fc.bigInt(1n, 400n), from: fc.bigInt(1n, 400n) }), { maxLength: 8 });
  it('leaves every account at zero after any refunds and the reversal of the rest', () => {
    fc.assert(
      fc.property(fc.constantFrom(inHkd, inCny), shares, (paid, drawn) => {
        let order: PaidOrder = paid;
        const postings = [Posting.payment('p', paid.accountId, paid.debit, payTo)];
        for (const { amount, from } of drawn) {
          const left = {
            amount: payment.subtract(order.refunded.refundAmount).minorUnits,
            from: payTo.subtract(order.refunded.refundFromAmount).minorUnits,
          };
          if (amount > left.amount || from > left.from) continue;
          const share = { refundAmount: hkd(amount), refundFromAmount: cny(from) };
          postings.push(...[Posting.refund(order, 'r', share) ?? []].flat());
          order = refunded(order, share);
        }
        postings.push(...[Posting.reversal(order) ?? []].flat());
        expect([...new Set(Object.values(balancesOf(postings)))]).toEqual([0n]);
      }),
    );
  });

  it('is no posting when all was refunded, and one side of it when that is left', () => {
    const all = { refundAmount: payment, refundFromAmount: payTo };
    expect(Posting.reversal(refunded(inHkd, all))).toBeUndefined();
    const almost = Posting.reversal(refunded(inHkd, { ...all, refundFromAmount: cny(899n) }));
    expect(balancesOf([almost!])).toEqual({ 'currency-trading:CNY': 1n, 'settlement-payable:CNY': -1n });
  });
});

function balancesOf(postings: readonly Posting[]): Record<string, bigint> {
  const balances: Record<string, bigint> = {};
  for (const { accountId, amount } of postings.flatMap(({ entries }) => entries)) {
    balances[accountId] = (balances[accountId] ?? 0n) + amount;
  }
  return balances;
}
