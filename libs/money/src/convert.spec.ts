import fc from 'fast-check';
import { convert, parseRate } from './convert';
import { Money } from './money';

const money = (text: string) => Money.of(text.slice(0, 3), text.slice(4));
const rate = (text: string) => parseRate(text)!;

describe('a rate', () => {
  it.each([
    ['10', 10n, 1n],
    ['10.0000', 100000n, 10000n],
    ['0.000072', 72n, 1000000n],
  ])('%s is exact', (text, numerator, denominator) => {
    expect(parseRate(text)).toEqual({ numerator, denominator });
  });

  it.each(['', '0', '0.000', '-1', '+1', '.5', '1.', '1e3', '1,5', ' 1', '1\n', '１', '1'.repeat(19)])(
    '%j is none',
    (text) => expect(parseRate(text)).toBeUndefined(),
  );
});

describe('a conversion', () => {
  it.each([
    ['JPY 100', '10.0000', 'KRW 1000'],
    ['HKD 10000', '0.9185', 'CNY 9185'],
    ['USD 1', '155.5', 'JPY 2'],
    ['JPY 1', '0.0065', 'USD 1'],
    ['USD 150', '0.3065', 'KWD 460'],
    ['KWD 1000', '3.2626', 'USD 326'],
    ['HKD 1', '0.5', 'CNY 0'],
    ['HKD 3', '0.5', 'CNY 2'],
    ['HKD 5', '0.5', 'CNY 2'],
    ['HKD 5', '0.500000000000000001', 'CNY 3'],
    ['USD 1', '16250', 'IDR 16200'],
    ['USD 1', '16350', 'IDR 16400'],
    ['USD 100', '15600.5', 'IDR 1560000'],
    ['USD 100', '15601.5', 'IDR 1560200'],
    ['USD 100', '15600.51', 'IDR 1560100'],
  ])('%s at %s is %s, rounded half to even', (from, price, to) => {
    const result = money(to);
    expect(convert(money(from), result.currency, rate(price))).toEqual(result);
  });

  it('is never more than half a minor unit away', () => {
    const digits = fc.bigInt(1n, 10n ** 9n);
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 8n), digits, digits, (amount, numerator, denominator) => {
        const converted = convert(Money.of('HKD', amount), 'CNY', { numerator, denominator })!.minorUnits;
        const off = 2n * (converted * denominator - amount * numerator);
        expect(off <= denominator && -off <= denominator).toBe(true);
      }),
    );
  });

  it('has no result that money cannot hold', () => {
    expect(convert(Money.of('HKD', 10n ** 17n), 'CNY', rate('10'))).toBeUndefined();
  });
});
