import { convert, isWhole, parseRate, type Money, type Rate } from '@wallet/money';
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
 * Is the quote one of these two currencies, and does one amount follow from the other by it, rounded half to even?
 * Rupiah are whole on both sides. Source: `docs/alipayplus.md`.
 */
export function isQuotedAt(quote: Quote, one: Money, other: Money): boolean {
  const rate = rateOf(quote);
  if (!rate || !isWhole(one) || !isWhole(other)) return false;
  const [base, counter] = quote.quoteCurrencyPair === `${one.currency}/${other.currency}` ? [one, other] : [other, one];
  if (quote.quoteCurrencyPair !== `${base.currency}/${counter.currency}`) return false;
  const back = { numerator: rate.denominator, denominator: rate.numerator };
  return follows(base, counter, rate) || follows(counter, base, back);
}

const follows = (from: Money, to: Money, rate: Rate): boolean => convert(from, to.currency, rate)?.equals(to) ?? false;

function rateOf({ quotePrice, quoteUnit = '1' }: Quote): Rate | undefined {
  const [price, unit] = [parseRate(quotePrice), parseRate(quoteUnit)];
  if (!price || !unit) return undefined;
  return { numerator: price.numerator * unit.denominator, denominator: price.denominator * unit.numerator };
}

const isQuoteExpired = ({ quoteExpiryTime }: Quote, now: Date): boolean =>
  quoteExpiryTime !== undefined && now >= new Date(quoteExpiryTime);
