import { Money } from '@wallet/money';
import { refusalByQuote, type Quote } from './quote';

const money = (text: string): Money => Money.of(text.slice(0, 3), text.slice(4));
const expiresAt = new Date('2026-01-01T00:00:00Z');
const before = new Date(expiresAt.getTime() - 1);
const quoteOf = (quoteCurrencyPair: string, quotePrice: string, over: Partial<Quote> = {}): Quote => ({
  quoteId: 'q',
  quoteCurrencyPair,
  quotePrice,
  quoteExpiryTime: expiresAt.toISOString(),
  ...over,
});
const check = (payment: string, payTo: string, quote: Quote | undefined, now = before) =>
  refusalByQuote({ paymentAmount: money(payment), payToAmount: money(payTo) }, quote, now);

describe('a quote', () => {
  it.each([
    ['JPY 100', 'KRW 1000', 'JPY/KRW', '10.0000'],
    ['KRW 1000', 'JPY 100', 'JPY/KRW', '10.0000'],
    ['HKD 10000', 'CNY 9185', 'HKD/CNY', '0.9185'],
    ['HKD 1', 'CNY 1', 'HKD/CNY', '0.9185'],
    ['HKD 5', 'CNY 2', 'HKD/CNY', '0.5'],
    ['IDR 1560000', 'USD 100', 'USD/IDR', '15600.5'],
    ['USD 100', 'IDR 1560000', 'USD/IDR', '15600.5'],
  ])('lets %s be settled as %s by %s %s', (payment, payTo, pair, price) => {
    expect(check(payment, payTo, quoteOf(pair, price))).toBeUndefined();
  });

  it('holds when one amount follows from the other, whichever was rounded', () => {
    const quote = quoteOf('HKD/JPY', '19.37');
    expect(check('HKD 1000', 'JPY 194', quote)).toBeUndefined();
    expect(check('HKD 1002', 'JPY 194', quote)).toBeUndefined();
    expect(check('HKD 999', 'JPY 194', quote)).toBeUndefined();
    expect(check('HKD 400000', 'USD 51249', quoteOf('HKD/USD', '0.1281'))).toBeUndefined();
    expect(check('USD 51249', 'HKD 400000', quoteOf('HKD/USD', '0.1281'))).toBeUndefined();
    expect(check('HKD 1005', 'JPY 194', quote)).toBe('QuoteInconsistent');
  });

  it('may be for more than one unit', () => {
    expect(check('IDR 1000000', 'HKD 504', quoteOf('IDR/HKD', '5.04', { quoteUnit: '10000' }))).toBeUndefined();
    expect(check('IDR 1000000', 'HKD 504', quoteOf('IDR/HKD', '5.04'))).toBe('QuoteInconsistent');
  });

  it.each<[string, Quote]>([
    ['another price', quoteOf('HKD/CNY', '0.9187')],
    ['the inverse', quoteOf('CNY/HKD', '0.9185')],
    ['other currencies', quoteOf('HKD/USD', '0.9185')],
    ['one currency', quoteOf('HKD/HKD', '0.9185')],
    ['another spelling', quoteOf('hkd/cny', '0.9185')],
    ['a price of zero', quoteOf('HKD/CNY', '0.0000')],
    ['a negative price', quoteOf('HKD/CNY', '-0.9185')],
    ['a price with an exponent', quoteOf('HKD/CNY', '9185e-4')],
    ['a unit of zero', quoteOf('HKD/CNY', '0.9185', { quoteUnit: '0' })],
    ['more than money holds', quoteOf('HKD/CNY', '9'.repeat(18))],
  ])('is inconsistent with %s', (_what, quote) => {
    expect(check('HKD 10000', 'CNY 9185', quote)).toBe('QuoteInconsistent');
  });

  it('expires at its expiry time itself, but for the wrong rate first', () => {
    expect(check('HKD 10000', 'CNY 9185', quoteOf('HKD/CNY', '0.9185'), expiresAt)).toBe('QuoteExpired');
    expect(check('HKD 10000', 'CNY 9183', quoteOf('HKD/CNY', '0.9185'), expiresAt)).toBe('QuoteInconsistent');
    const open = { quoteId: 'q', quoteCurrencyPair: 'HKD/CNY', quotePrice: '0.9185' };
    expect(check('HKD 10000', 'CNY 9185', open, expiresAt)).toBeUndefined();
  });

  it('is not asked for, and not looked at between equal currencies', () => {
    expect(check('HKD 10000', 'CNY 1', undefined, expiresAt)).toBeUndefined();
    expect(check('HKD 100', 'HKD 100', quoteOf('HKD/HKD', '2'), expiresAt)).toBeUndefined();
  });
});
