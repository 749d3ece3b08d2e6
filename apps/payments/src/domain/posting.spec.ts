import { Money } from '@wallet/money';
import fc from 'fast-check';
import { Posting, type Entry } from './posting';

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
        if (sound) expect(Posting.of('PAY', 'order', entries).entries).toEqual(entries);
        else expect(() => Posting.of('PAY', 'order', entries)).toThrow(RangeError);
      }),
    );
  });

  it('of a payment debits the wallet and owes the same to Alipay+', () => {
    expect(Posting.payment('order', 'wallet:c:HKD', Money.of('HKD', '12050')).entries).toEqual([
      { accountId: 'wallet:c:HKD', currency: 'HKD', amount: -12050n },
      { accountId: 'settlement-payable:HKD', currency: 'HKD', amount: 12050n },
    ]);
  });

  it('of an opening balance comes from equity, and cannot be zero', () => {
    expect(Posting.opening('wallet:c:HKD', Money.of('HKD', '5')).entries).toEqual([
      { accountId: 'opening-balances:HKD', currency: 'HKD', amount: -5n },
      { accountId: 'wallet:c:HKD', currency: 'HKD', amount: 5n },
    ]);
    expect(() => Posting.opening('wallet:c:HKD', Money.of('HKD', '0'))).toThrow('not zero');
  });
});
