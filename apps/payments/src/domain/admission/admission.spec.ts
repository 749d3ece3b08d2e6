import { Money } from '@wallet/money';
import { decideAdmission, type AdmissionRules, type Applicant, type Customer } from './admission';
import type { Wallet } from '../wallet/wallet';
import { limitsIn } from '../../../test/limits-in';

const hkd = (value: bigint): Money => Money.of('HKD', value);
const rules: AdmissionRules = {
  limits: limitsIn(['HKD'], { single: 500n, dailyAmount: 900n, dailyCount: 3 }),
  minKycLevel: 1,
};
const customer: Customer = { customerId: 'c', status: 'ACTIVE', kycLevel: 1, mobileNumber: '+85252412345' };
const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 500n,
  today: { amount: 400n, count: 2 },
};
const admit = (applicant: Partial<Applicant> = {}, amount = 500n) =>
  decideAdmission(
    { paymentAmount: hkd(amount), payToAmount: Money.of('CNY', 1n) },
    { customer, wallet, ...applicant },
    { ...rules, now: new Date() },
  );
const usage = (amount: bigint, count: number): Partial<Applicant> => ({
  wallet: { ...wallet, today: { amount, count } },
});

describe('the admission of a payment', () => {
  it('is given up to every limit and to the last minor unit of the balance', () => {
    expect(admit()).toEqual({ outcome: 'done', result: { customer, wallet, debit: hkd(500n) } });
  });

  it.each([
    ['CustomerNotFound', { customer: null, wallet: undefined }, 500n],
    ['CustomerNotActive', { customer: { ...customer, status: 'FROZEN' as const, kycLevel: 0 } }, 500n],
    ['CustomerNotActive', { customer: { ...customer, status: 'CLOSED' as const } }, 500n],
    ['KycNotQualified', { customer: { ...customer, kycLevel: 0 }, wallet: undefined }, 500n],
    ['CurrencyNotSupported', { wallet: { ...wallet, currency: 'USD' as const } }, 501n],
    ['SingleLimitExceeded', usage(900n, 3), 501n],
    ['DailyAmountLimitExceeded', usage(401n, 3), 500n],
    ['DailyCountLimitExceeded', { wallet: { ...wallet, balance: 0n, today: { amount: 0n, count: 3 } } }, 500n],
    ['BalanceNotEnough', { wallet: { ...wallet, balance: 499n } }, 500n],
  ])('is refused %s, the first that applies', (refusal, applicant: Partial<Applicant>, amount) => {
    expect(admit(applicant, amount)).toEqual({ outcome: 'refused', refusal });
  });

  it.each([
    ['QuoteInconsistent', '0.9', 501n],
    ['QuoteExpired', '0.2', 500n],
  ])('is refused %s after the amounts and before the limits', (refusal, quotePrice, amount) => {
    const quote = { quoteId: 'q', quoteCurrencyPair: 'HKD/CNY', quoteExpiryTime: '2026-01-01T00:00:00Z' };
    const asked = { paymentAmount: hkd(amount), payToAmount: Money.of('CNY', 100n) };
    const now = new Date('2026-01-01T00:00:00Z');
    const byQuote = { ...asked, paymentQuote: { ...quote, quotePrice } };
    const applicant = { customer, wallet: { ...wallet, balance: 0n } };
    expect(decideAdmission(byQuote, applicant, { ...rules, now })).toEqual({ outcome: 'refused', refusal });
    const other = { ...applicant, wallet: { ...wallet, currency: 'USD' } } as const;
    expect(decideAdmission(byQuote, other, { ...rules, now })).toMatchObject({ refusal: 'CurrencyNotSupported' });
  });

  it('is unknown, never refused, while the account has not arrived', () => {
    expect(admit({ wallet: undefined })).toEqual({ outcome: 'unknown', reason: 'no-account' });
  });

  it("is unknown, never refused, without limits in the wallet's currency", () => {
    const yen = { paymentAmount: Money.of('JPY', 1n), payToAmount: hkd(1n) };
    const inYen = { ...wallet, currency: 'JPY' } as const;
    const now = new Date();
    expect(decideAdmission(yen, { customer, wallet: inYen }, { ...rules, now })).toEqual({
      outcome: 'unknown',
      reason: 'no-limits',
    });
  });
});
