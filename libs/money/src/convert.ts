import { minorUnits, type CurrencyCode } from './currency';
import { Money } from './money';

/** An exact price: so many units of one currency for one of another, both major units. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const decimal = /^(\d{1,18})(?:\.(\d{1,18}))?$/;

/** `7.2500` -> 72500/10000; `undefined` unless it is a decimal above zero, without sign or exponent. */
export function parseRate(text: string): Rate | undefined {
  const [, whole, fraction = ''] = decimal.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const numerator = BigInt(whole + fraction);
  return numerator === 0n ? undefined : { numerator, denominator: 10n ** BigInt(fraction.length) };
}

/** The smallest amount there is, in minor units: one, but a whole rupiah, though ISO 4217 gives it two decimals. */
const quantum = (currency: CurrencyCode): bigint => (currency === 'IDR' ? 100n : 1n);

/** Is it an amount that a conversion can give? An amount of rupiah with sen is not. */
export const isWhole = ({ currency, minorUnits: amount }: Money): boolean => amount % quantum(currency) === 0n;

/**
 * The amount in another currency, rounded half to even to the smallest amount there is (IDR: whole rupiah).
 * `undefined`: it is more than `Money` holds.
 */
export function convert(amount: Money, currency: CurrencyCode, { numerator, denominator }: Rate): Money | undefined {
  const unit = quantum(currency);
  const dividend = amount.minorUnits * numerator * 10n ** BigInt(minorUnits[currency]);
  const divisor = denominator * 10n ** BigInt(minorUnits[amount.currency]) * unit;
  const converted = Money.parse(currency, (halfEven(dividend, divisor) * unit).toString());
  return converted.ok ? converted.value : undefined;
}

/** Neither is negative. */
function halfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
