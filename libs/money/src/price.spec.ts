import { Money } from './money';
import { isPriced, isWhole, parseDecimal, type Decimal } from './price';

const money = (text: string): Money => Money.of(text.slice(0, 3), text.slice(4));
const one: Decimal = { digits: 1n, scale: 1n };
const priced = (base: string, counter: string, price: string, unit = '1'): boolean =>
  isPriced(money(base), money(counter), { price: parseDecimal(price)!, unit: parseDecimal(unit)! });

describe('a decimal', () => {
  it('is read exactly', () => {
    expect(parseDecimal('7.2500')).toEqual({ digits: 72_500n, scale: 10_000n });
    expect(parseDecimal('1')).toEqual(one);
    expect(parseDecimal('0.000000000000000001')).toEqual({ digits: 1n, scale: 10n ** 18n });
  });

  it.each(['', '0', '0.0', '-1', '+1', '.5', '1.', '1e3', ' 1', '1,5', '1'.repeat(19), 'NaN'])('is not %p', (text) =>
    expect(parseDecimal(text)).toBeUndefined(),
  );
});

describe('two amounts at a price', () => {
  it.each([
    ['exact', 'JPY 100', 'KRW 1000', '10.0000'],
    ['between major units, of no decimals and three', 'JPY 1000', 'KWD 2030', '0.00203'],
    ['the other way', 'KWD 2030', 'JPY 1000', '492.61'],
    ['of two decimals and none', 'USD 100', 'KRW 1392', '1391.50'],
    ['of a price whose further digits are not shown', 'HKD 400000', 'USD 51249', '0.1281'],
    ['of one that was cut off', 'HKD 400000', 'USD 51276', '0.1281'],
    ['with the rounded amount on the other side', 'HKD 1002', 'JPY 194', '19.37'],
    ['rounded to nothing', 'HKD 3', 'USD 0', '0.127'],
    ['in whole rupiah', 'USD 100', 'IDR 1567800', '15678.50'],
    ['the largest', 'HKD 999999999999999999', 'CNY 999999999999999999', '1.000000000000000000'],
  ])('belong together: %s', (_, base, counter, price) => expect(priced(base, counter, price)).toBe(true));

  it.each([
    ['a last digit and a half off, above', 'HKD 400000', 'USD 51300', '0.1281'],
    ['below', 'HKD 400000', 'USD 51180', '0.1281'],
    ['a minor unit of it off', 'HKD 400000', 'USD 51281', '0.1281'],
    ['one unit, though the price is exact enough', 'HKD 12050', 'JPY 2411', '20.0000'],
    ['minor units taken for major ones', 'USD 100', 'KRW 139150', '1391.50'],
    ['the inverse', 'HKD 10000', 'CNY 10887', '0.9185'],
    ['something for nothing', 'HKD 40', 'USD 0', '0.127'],
    ['nothing for something', 'HKD 0', 'USD 5', '0.127'],
  ])('do not: %s', (_, base, counter, price) => expect(priced(base, counter, price)).toBe(false));

  it('may be priced for more than one unit', () => {
    expect(priced('IDR 1000000', 'HKD 504', '5.04', '10000')).toBe(true);
    expect(priced('IDR 1000000', 'HKD 504', '5.04')).toBe(false);
  });

  it('are whole where their currency is in practice', () => {
    expect(['IDR 100', 'IDR 150', 'JPY 1', 'HKD 1'].map((text) => isWhole(money(text)))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
