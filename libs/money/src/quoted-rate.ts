import type { Money } from './money';
import { isPriced, isWhole, parseDecimal, type Price } from './price';

/** A rate as Alipay+ quotes it: decimal text, of major units. */
export interface QuotedRate {
  /** `base/counter`: one base unit costs `quotePrice` counter units. */
  readonly quoteCurrencyPair: string;
  readonly quotePrice: string;
  /** How many base units the price is for; absent: one. */
  readonly quoteUnit?: string | undefined;
}

/**
 * Is the rate one of these two currencies, in either order, and can the amounts be of one value by it? Rupiah are whole on
 * both sides. Source: `docs/alipayplus.md#quotes-and-currencies`.
 */
export function isQuotedAt(rate: QuotedRate, one: Money, other: Money): boolean {
  const price = priceOf(rate);
  if (!price || !isWhole(one) || !isWhole(other)) return false;
  if (rate.quoteCurrencyPair === `${one.currency}/${other.currency}`) return isPriced(one, other, price);
  return rate.quoteCurrencyPair === `${other.currency}/${one.currency}` && isPriced(other, one, price);
}

function priceOf({ quotePrice, quoteUnit = '1' }: QuotedRate): Price | undefined {
  const [price, unit] = [parseDecimal(quotePrice), parseDecimal(quoteUnit)];
  return price && unit && { price, unit };
}
