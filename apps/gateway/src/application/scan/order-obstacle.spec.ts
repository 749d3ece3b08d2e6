import { Money } from '@wallet/money';
import { obstacleOf } from './order-obstacle';

const money = (text: string): Money => Money.of(text.slice(0, 3), text.slice(4));
const now = new Date('2026-03-02T03:04:05Z');
const later = new Date(now.getTime() + 1);
const ours = { pspId: '1022160000000000000', now };
const terms = (payment: string, payTo: string) => ({
  pspId: ours.pspId,
  paymentAmount: money(payment),
  payToAmount: money(payTo),
});
const quoted = (quoteCurrencyPair: string, quotePrice: string, quoteExpiryTime?: Date) => ({
  paymentQuote: { quoteId: '1234567', quoteCurrencyPair, quotePrice, quoteExpiryTime },
});

describe('an order behind a code', () => {
  it.each([
    ['the sample', 'JPY 100', 'KRW 1000', quoted('JPY/KRW', '10.0000')],
    ['the other direction', 'KRW 1000', 'JPY 108', quoted('KRW/JPY', '0.108')],
    ['the same, the pair turned', 'KRW 1000', 'JPY 108', quoted('JPY/KRW', '9.2593')],
    ['other decimals', 'USD 100', 'KRW 1350', quoted('USD/KRW', '1350.00')],
    ['three decimals', 'JPY 10000', 'KWD 20500', quoted('JPY/KWD', '0.00205')],
    ['one currency', 'HKD 100', 'HKD 100', {}],
    ['one currency and a quote that says nothing', 'HKD 100', 'HKD 100', quoted('USD/KRW', '2')],
    ['no quote', 'JPY 100', 'KRW 1000', {}],
    ['a quote and an expiry to come', 'JPY 100', 'KRW 1000', quoted('JPY/KRW', '10.0000', later)],
    ['an expiry to come', 'HKD 100', 'HKD 100', { paymentExpiryTime: later }],
  ])('can be paid: %s', (_, payment, payTo, rest) => {
    expect(obstacleOf({ ...terms(payment, payTo), ...rest }, ours)).toBeUndefined();
  });

  it.each([
    ['psp', 'HKD 100', 'HKD 100', { pspId: '1022160000000000001' }],
    ['amounts', 'HKD 100', 'HKD 101', {}],
    ['quote', 'KRW 1000', 'JPY 100', quoted('KRW/JPY', '10.0000')],
    ['quote', 'USD 100', 'KRW 135000', quoted('USD/KRW', '1350.00')],
    ['quote', 'JPY 100', 'KRW 1000', quoted('JPY/USD', '10.0000')],
    ['quote', 'JPY 100', 'KRW 1010', quoted('JPY/KRW', '10.0000', now)],
    ['quote-expired', 'JPY 100', 'KRW 1000', quoted('JPY/KRW', '10.0000', now)],
    ['order-expired', 'JPY 100', 'KRW 1000', { paymentExpiryTime: now }],
    ['order-expired', 'HKD 100', 'HKD 100', { paymentExpiryTime: now }],
  ] as const)('cannot be paid: %s of %s and %s', (obstacle, payment, payTo, rest) => {
    expect(obstacleOf({ ...terms(payment, payTo), ...rest }, ours)).toBe(obstacle);
  });
});
