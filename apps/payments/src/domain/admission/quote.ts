import { isQuotedAt, type QuotedRate } from '@wallet/money';
import type { Amounts } from './debit';

/** The rate between two currencies that Alipay+ promised. */
export interface Quote extends QuotedRate {
  readonly quoteId: string;
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

const isQuoteExpired = ({ quoteExpiryTime }: Quote, now: Date): boolean =>
  quoteExpiryTime !== undefined && now >= new Date(quoteExpiryTime);
