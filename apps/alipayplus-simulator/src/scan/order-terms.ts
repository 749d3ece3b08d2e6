import { randomUUID } from 'node:crypto';
import { formatDateTime } from '@wallet/alipayplus';
import type { WireAmount } from '../books/amounts';
import type { JsonObject } from '../wire/exchange';
import type { Merchant } from './merchants';
import { converted, type Quoted } from './quotes';
import type { WantedOrder } from './wanted-order';

export interface OrderTerms {
  /** All of a right answer but its result, its parties and the id of the payment. */
  readonly fields: JsonObject;
  /** Above what may be paid in the Chinese mainland with such a code. */
  readonly isAboveLimit: boolean;
}

/** What is agreed between merchant and user, as Alipay+ tells the wallet. Throws Error when it cannot be converted. */
export function orderTerms(merchant: Merchant, wanted: WantedOrder, expiresAt: Date): OrderTerms {
  const { isFromEntry, userAgent, paymentNotifyUrl, paymentRedirectUrl, over } = wanted;
  const amount: WireAmount = { currency: merchant.currency, value: wanted.amount ?? merchant.usualAmount };
  const { amount: payToAmount, quoted } = converted(amount, wanted.payToCurrency);
  const paymentExpiryTime = formatDateTime(expiresAt, '+08:00');
  const fields = {
    codeType: 'ORDER_CODE',
    order: { ...orderOf(merchant, amount), ...(isFromEntry && { env: { terminalType: 'WAP', userAgent } }) },
    paymentAmount: amount,
    payToAmount,
    ...(quoted && { paymentQuote: quoteOf(quoted, paymentExpiryTime) }),
    paymentFactor: { isInStorePayment: 'true' },
    paymentExpiryTime,
    ...(paymentNotifyUrl !== undefined && { paymentNotifyUrl }),
    ...(paymentRedirectUrl !== undefined && { paymentRedirectUrl }),
    // Absent means the same: both occur.
    ...(merchant.region !== 'JP' && { actionForm: { actionType: 'HANDLE_BY_PSP' } }),
    ...over,
  };
  return { fields, isAboveLimit: isAboveLimit(merchant, BigInt(amount.value), isFromEntry) };
}

/** The category in the spelling of the documentation's sample of this call. */
const orderOf = (merchant: Merchant, orderAmount: WireAmount): JsonObject => ({
  referenceOrderId: `order-${randomUUID()}`,
  orderDescription: merchant.description,
  orderAmount,
  merchant: {
    referenceMerchantId: merchant.id,
    merchantMcc: merchant.category,
    merchantName: merchant.name,
    merchantAddress: { region: merchant.region },
    store: { referenceStoreId: `${merchant.id}-1`, storeName: merchant.store, storeMcc: merchant.category },
  },
});

const quoteOf = ({ pair, price }: Quoted, quoteExpiryTime: string): JsonObject => ({
  quoteId: `quote-${randomUUID()}`,
  quoteCurrencyPair: pair,
  quotePrice: price,
  quoteExpiryTime,
});

/** The People's Bank's, in fen: a payment with an entry code, and one with an order code. */
const mainlandLimits = { entry: 50_000n, order: 3_500_000n };

const isAboveLimit = ({ region }: Merchant, value: bigint, isFromEntry: boolean): boolean =>
  region === 'CN' && value > mainlandLimits[isFromEntry ? 'entry' : 'order'];
