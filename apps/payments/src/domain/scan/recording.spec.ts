import { Money } from '@wallet/money';
import { expiresAt, paidAt, scannedOrder } from '../../../test/orders';
import type { Wallet } from '../wallet/wallet';
import { decideRecording, type Recording } from './recording';

const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 0n,
  today: { amount: 0n, count: 0 },
};
const customer = { customerId: 'c', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' } as const;
const { terms } = scannedOrder;
const recording: Recording = { paymentRequestId: 'p', customerId: 'c', terms, expiresAt, customer, wallet };
const decide = (over: Partial<Recording>, now = paidAt) =>
  decideRecording({ ...recording, ...over }, { minKycLevel: 1 }, now);

describe('an order behind a scanned code', () => {
  it('waits for its user, whatever the balance', () => expect(decide({})).toEqual(scannedOrder));

  const dear = { ...terms, paymentAmount: Money.of('HKD', '101') };
  const quote = { quoteId: 'q', quoteCurrencyPair: 'CNY/HKD', quotePrice: '1.1111' };
  it.each([
    ['its customer is unknown', { customer: null }, 'FAILED', 'CustomerNotFound'],
    ['its customer is frozen', { customer: { ...customer, status: 'FROZEN' } }, 'FAILED', 'CustomerNotActive'],
    ['its wallet is frozen', { wallet: { ...wallet, status: 'FROZEN' } }, 'FAILED', 'CustomerNotActive'],
    ['its customer is known too little', { customer: { ...customer, kycLevel: 0 } }, 'FAILED', 'KycNotQualified'],
    ['the wallet has another currency', { wallet: { ...wallet, currency: 'JPY' } }, 'FAILED', 'CurrencyNotSupported'],
    [
      'the quote is of other amounts',
      { terms: { ...dear, paymentQuote: { ...quote, quotePrice: '2.0000' } } },
      'FAILED',
      'QuoteInconsistent',
    ],
    [
      'the quote has expired',
      { terms: { ...terms, paymentQuote: { ...quote, quoteExpiryTime: paidAt.toISOString() } } },
      'CLOSED',
      'QuoteExpired',
    ],
    ['it has expired', { expiresAt: paidAt }, 'CLOSED', 'OrderClosed'],
  ] as const)('is refused for good when %s', (_when, over, state, refusal) => {
    const order = decide(over);
    expect(order).toMatchObject({ kind: 'SCAN', version: 1, state, refusal, customerId: 'c', refusedAt: paidAt });
  });

  it('is not decided before the account has arrived', () => expect(decide({ wallet: undefined })).toBe('no-account'));
});
