import type { WireAmount } from '../books/amounts';

/** How many decimals the major unit has. */
const decimals: Readonly<Record<string, number>> = { CNY: 2, HKD: 2, JPY: 0, KRW: 0, KWD: 3, PHP: 2, USD: 2 };

/** What one major unit of the first is worth in the second. Alipay+ keeps no order of the two, and a price may be below 1. */
const prices: Readonly<Record<string, string>> = {
  'JPY/KRW': '10.0000',
  'HKD/JPY': '19.2500',
  'USD/JPY': '149.8000',
  'JPY/KWD': '0.002053',
  'CNY/JPY': '20.9500',
  'JPY/PHP': '0.3850',
  'USD/HKD': '7.7800',
  'HKD/KWD': '0.0394',
  'CNY/HKD': '1.0900',
  'HKD/KRW': '178.3000',
  'PHP/HKD': '0.1335',
  'KWD/USD': '3.2550',
  'USD/CNY': '7.1300',
  'USD/KRW': '1387.5000',
  'PHP/USD': '0.0172',
  'KWD/CNY': '23.2100',
  'KWD/KRW': '4517.0000',
  'KWD/PHP': '189.2000',
  'CNY/KRW': '194.6000',
  'PHP/CNY': '0.1227',
  'PHP/KRW': '23.8500',
};

export interface Quoted {
  readonly pair: string;
  readonly price: string;
}

/** An amount in another currency, and the quote that it was converted at: none within one currency. */
export interface Converted {
  readonly amount: WireAmount;
  readonly quoted?: Quoted;
}

/** Half-even to the minor unit. Throws Error when there is no rate, or nothing is left of the amount. */
export function converted(from: WireAmount, currency: string): Converted {
  if (from.currency === currency) return { amount: from };
  const [straight, inverse] = [`${from.currency}/${currency}`, `${currency}/${from.currency}`];
  const pair = straight in prices ? straight : inverse;
  const price = prices[pair];
  if (price === undefined) throw new Error(`there is no rate of ${from.currency} and ${currency}`);
  const [whole = '', fraction = ''] = price.split('.');
  const [digits, scale] = [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
  const [times, by] = pair === straight ? [digits, scale] : [scale, digits];
  const value = halfEven(BigInt(from.value) * times * unit(currency), by * unit(from.currency));
  if (value === 0n) throw new Error(`${from.currency} ${from.value} is nothing in ${currency}: give a larger amount`);
  return { amount: { currency, value: String(value) }, quoted: { pair, price } };
}

export const decimalsOf = (currency: string): number => decimals[currency] ?? 2;

/** Of an amount as people write it; undefined when it is none, or nothing. */
export function minorUnitsOf(text: string, currency: string): string | undefined {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimalsOf(currency)) return undefined;
  const value = BigInt(whole + fraction.padEnd(decimalsOf(currency), '0'));
  return value === 0n ? undefined : String(value);
}

/** Minor units of one major unit. */
const unit = (currency: string): bigint => 10n ** BigInt(decimalsOf(currency));

function halfEven(dividend: bigint, divisor: bigint): bigint {
  const [quotient, twice] = [dividend / divisor, 2n * (dividend % divisor)];
  const isUp = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}
