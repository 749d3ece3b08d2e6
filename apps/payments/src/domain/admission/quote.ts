import { isPriced, isWhole, parseDecimal, type Money, type Price } from '@wallet/money';
import type { Amounts } from './debit';

/** The rate between two currencies that Alipay+ promised; prices are of major units, as decimal text. */
export interface Quote {
  readonly quoteId: string;
  /** `base/counter`: one base unit costs `quotePrice` counter units. */
  readonly quoteCurrencyPair: string;
  readonly quotePrice: string;
  /** How many base units the price is for; absent: one. */
  readonly quoteUnit?: string | undefined;
  /** ISO 8601. */
  readonly quoteStartTime?: string | undefined;
  readonly quoteExpiryTime?: string | undefined;
}

/**
 * Why a quote does not allow these amounts now, or `undefined`. Without a quote, or with one currency on both sides,
 * nothing is checked. At its expiry time itself a quote is expired.
 */
export function refusalByQuote(
  { paymentAmount, payToAmount }: Amounts,
  quote: Quote | undefined,
  now: Date,
): 'QuoteInconsistent' | 'QuoteExpired' | undefined {
  if (!quote || paymentAmount.currency === payToAmount.currency) return undefined;
  if (!isQuotedAt(quote, paymentAmount, payToAmount)) return 'QuoteInconsistent';
  return isQuoteExpired(quote, now) ? 'QuoteExpired' : undefined;
}

/**
 * Is the quote one of these two currencies, in either order, and can the amounts be of one value by it? Rupiah are whole on
 * both sides. Source: `docs/alipayplus.md#quotes-and-currencies`.
 */
export function isQuotedAt(quote: Quote, one: Money, other: Money): boolean {
  const price = priceOf(quote);
  if (!price || !isWhole(one) || !isWhole(other)) return false;
  if (quote.quoteCurrencyPair === `${one.currency}/${other.currency}`) return isPriced(one, other, price);
  return quote.quoteCurrencyPair === `${other.currency}/${one.currency}` && isPriced(other, one, price);
}

function priceOf({ quotePrice, quoteUnit = '1' }: Quote): Price | undefined {
  const [price, unit] = [parseDecimal(quotePrice), parseDecimal(quoteUnit)];
  return price && unit && { price, unit };
}

const isQuoteExpired = ({ quoteExpiryTime }: Quote, now: Date): boolean =>
  quoteExpiryTime !== undefined && now >= new Date(quoteExpiryTime);
