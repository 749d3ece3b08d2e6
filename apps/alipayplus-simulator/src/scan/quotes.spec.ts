import { converted, minorUnitsOf } from './quotes';

const one = (currency: string, value: string, to: string) => converted({ currency, value }, to);

describe('a conversion', () => {
  it.each([
    ['JPY 100', 'KRW 1000', 'JPY/KRW 10.0000'],
    ['KRW 9000', 'JPY 900', 'JPY/KRW 10.0000'],
    ['USD 1895', 'KRW 26293', 'USD/KRW 1387.5000'],
    ['JPY 980', 'KWD 2012', 'JPY/KWD 0.002053'],
    ['JPY 980', 'HKD 5091', 'HKD/JPY 19.2500'],
    ['KWD 2750', 'HKD 6980', 'HKD/KWD 0.0394'],
  ])('of %s is %s at %s', (from, to, quote) => {
    const [[currency = '', value = ''], [other = '', amount = '']] = [from.split(' '), to.split(' ')];
    const [pair, price] = quote.split(' ');
    expect(one(currency, value, other)).toEqual({
      amount: { currency: other, value: amount },
      quoted: { pair, price },
    });
  });

  it.each([
    ['15', '2'],
    ['25', '2'],
    ['26', '3'],
    ['35', '4'],
  ])('rounds KRW %s, a half to the even one', (value, yen) => {
    expect(one('KRW', value, 'JPY').amount.value).toBe(yen);
  });

  it('within one currency has no quote', () => {
    expect(one('HKD', '4850', 'HKD')).toEqual({ amount: { currency: 'HKD', value: '4850' } });
  });

  it('says what cannot be converted', () => {
    expect(() => one('JPY', '100', 'EUR')).toThrow('there is no rate of JPY and EUR');
    expect(() => one('KRW', '5', 'JPY')).toThrow('KRW 5 is nothing in JPY: give a larger amount');
  });
});

describe('an amount that was typed', () => {
  it.each([
    ['980', 'JPY', '980'],
    ['12.5', 'HKD', '1250'],
    ['0.001', 'KWD', '1'],
    ['12', 'KWD', '12000'],
    ['012.50', 'USD', '1250'],
  ])('%s in %s is %s minor units', (text, currency, value) => expect(minorUnitsOf(text, currency)).toBe(value));

  it.each([
    ['980.0', 'JPY'],
    ['1.005', 'HKD'],
    ['0', 'JPY'],
    ['', 'JPY'],
    ['1,000', 'JPY'],
    ['-1', 'HKD'],
  ])('%s is none in %s', (text, currency) => expect(minorUnitsOf(text, currency)).toBeUndefined());
});
