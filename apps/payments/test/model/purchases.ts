import type { OpenOrderCommand } from '@wallet/contracts';
import { Money } from '@wallet/money';
import type { Policy } from '../../src/application/policy';
import { limitsIn } from '../limits-in';

type Purchase = OpenOrderCommand['purchase'];

export const startsAt = new Date('2026-11-22T08:00:00Z');
const minuteMs = 60_000;

function purchase(paymentAmount: Money, payToAmount: Money, more: Partial<Purchase> = {}): Purchase {
  const merchant = { paymentMethodType: 'ALIPAY_HK', referenceMerchantId: 'M-1', merchantName: 'Tea House' };
  return { paymentAmount, payToAmount, ...merchant, ...more };
}

const hkd = (value: bigint): Money => Money.of('HKD', value);
const quote = (quotePrice: string) => ({
  quoteId: 'Q-1',
  quoteCurrencyPair: 'HKD/IDR',
  quotePrice,
  quoteExpiryTime: new Date(startsAt.getTime() + 30 * minuteMs).toISOString(),
});
const rupiah = Money.of('IDR', 40_000_000n);

/** What is bought: in one currency, in another one without and with a quote, too much, and by a wrong quote. */
export const purchases = {
  tea: purchase(hkd(10_000n), hkd(10_000n)),
  book: purchase(hkd(25_000n), Money.of('CNY', 23_000n)),
  trip: purchase(rupiah, hkd(20_000n), { paymentQuote: quote('2000') }),
  house: purchase(hkd(90_000n), hkd(90_000n)),
  swindle: purchase(rupiah, hkd(20_000n), { paymentQuote: quote('2003') }),
} satisfies Record<string, Purchase>;
export type PurchaseName = keyof typeof purchases;
export const purchaseNames = Object.keys(purchases) as PurchaseName[];

/** Opening balances, in minor units of HKD. */
export const customers = { alice: 60_000n, bob: 30_000n } as const;
export type CustomerName = keyof typeof customers;
export const customerNames = Object.keys(customers) as CustomerName[];

/** Of wallets, all of which are in HKD; minor units. */
export const limits = { single: 50_000n, dailyAmount: 42_000n, dailyCount: 2 };
export const agreementLimits = { single: 22_000n, dailyAmount: 25_000n };

/** Every wallet is in HKD. */
export const noMissingLimits = { execute: (): void => undefined };

export const policy: Policy = {
  limits: limitsIn(['HKD'], limits),
  agreementLimits: limitsIn(['HKD'], agreementLimits),
  agreementMerchant: 'report',
  minKycLevel: 1,
  orderLifeMs: 10 * minuteMs,
  tokenOrderLifeMs: minuteMs,
  refundWindowDays: 366,
  dayOffsetMinutes: 480,
};
