import { Money } from './money';
import { isQuotedAt } from './quoted-rate';

const money = (text: string): Money => Money.of(text.slice(0, 3), text.slice(4));
const isQuoted = (one: string, other: string, rate: string, quoteUnit?: string) => {
  const [quoteCurrencyPair = '', quotePrice = ''] = rate.split(' ');
  return isQuotedAt({ quoteCurrencyPair, quotePrice, quoteUnit }, money(one), money(other));
};

describe('a quoted rate', () => {
  it.each([
    ['JPY 100', 'KRW 1000', 'JPY/KRW', '10.0000'],
    ['USD 100', 'KRW 1350', 'USD/KRW', '1350.00'],
    ['USD 100', 'KRW 1350', 'KRW/USD', '0.00074074'],
    ['KRW 1000', 'JPY 108', 'KRW/JPY', '0.108'],
    ['KRW 1000', 'JPY 108', 'JPY/KRW', '9.2593'],
    ['JPY 10000', 'KWD 20500', 'JPY/KWD', '0.00205'],
    ['JPY 10000', 'KWD 20500', 'KWD/JPY', '487.8049'],
    ['HKD 10000', 'CNY 9185', 'HKD/CNY', '0.9185'],
  ])('is that of %s and %s: %s %s', (one, other, pair, price) => {
    expect(isQuoted(one, other, `${pair} ${price}`)).toBe(true);
    expect(isQuoted(other, one, `${pair} ${price}`)).toBe(true);
  });

  it.each([
    ['KRW 1000', 'JPY 100', 'KRW/JPY', '10.0000'],
    ['USD 100', 'KRW 135000', 'USD/KRW', '1350.00'],
    ['USD 10000', 'KRW 1350', 'USD/KRW', '1350.00'],
    ['USD 100', 'KRW 1350', 'KRW/USD', '1350.00'],
    ['JPY 10000', 'KWD 2050', 'JPY/KWD', '0.00205'],
    ['JPY 10000', 'KWD 20', 'JPY/KWD', '0.00205'],
    ['JPY 100', 'KRW 1000', 'JPY/USD', '10.0000'],
    ['JPY 100', 'KRW 1000', 'jpy/krw', '10.0000'],
    ['JPY 100', 'KRW 1000', 'JPY/KRW', '0'],
    ['JPY 100', 'KRW 1000', 'JPY/KRW', '1e1'],
    ['JPY 100', 'IDR 155', 'JPY/IDR', '0.0155'],
  ])('is not that of %s and %s: %s %s', (one, other, pair, price) => {
    expect(isQuoted(one, other, `${pair} ${price}`)).toBe(false);
    expect(isQuoted(other, one, `${pair} ${price}`)).toBe(false);
  });

  it('may be for more than one unit', () => {
    expect(isQuoted('IDR 1000000', 'HKD 504', 'IDR/HKD 5.04', '10000')).toBe(true);
    expect(isQuoted('IDR 1000000', 'HKD 504', 'IDR/HKD 5.04')).toBe(false);
  });
});
