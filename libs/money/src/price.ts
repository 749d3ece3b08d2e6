import { minorUnits, type CurrencyCode } from './currency';
import type { Money } from './money';

/** A decimal above zero, exactly: `0.1281` is 1281 / 10000. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: bigint;
}

/** So many counter units for `unit` base units, both major units. */
export interface Price {
  readonly price: Decimal;
  readonly unit: Decimal;
}

const decimal = /^(\d{1,18})(?:\.(\d{1,18}))?$/;

/** `7.2500` -> 72500 / 10000; `undefined` unless it is a decimal above zero, without sign or exponent. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, whole, fraction = ''] = decimal.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = BigInt(whole + fraction);
  return digits === 0n ? undefined : { digits, scale: 10n ** BigInt(fraction.length) };
}

/** The smallest amount there is, in minor units: one, but a whole rupiah, though ISO 4217 gives it two decimals. */
const quantum = (currency: CurrencyCode): bigint => (currency === 'IDR' ? 100n : 1n);

/** Is it an amount that a conversion can give? An amount of rupiah with sen is not. */
export const isWhole = ({ currency, minorUnits: amount }: Money): boolean => amount % quantum(currency) === 0n;

/**
 * Can the two amounts be of one value at this price? A price is shown with limited precision: the true one lies within one
 * of its last digit to either side, rounded or cut. And one of the amounts was rounded to the nearest smallest amount of
 * its currency, whichever it was.
 */
export function isPriced(base: Money, counter: Money, { price, unit }: Price): boolean {
  const divisor = price.scale * unit.digits * 10n ** BigInt(minorUnits[base.currency]);
  const factor = unit.scale * 10n ** BigInt(minorUnits[counter.currency]);
  const [lowest, highest] = [(price.digits - 1n) * factor, (price.digits + 1n) * factor];
  const [baseUnits, baseHalf] = [2n * base.minorUnits, quantum(base.currency)];
  const [counterUnits, counterHalf] = [2n * counter.minorUnits, quantum(counter.currency)];
  const isCounterRounded =
    (counterUnits + counterHalf) * divisor >= baseUnits * lowest &&
    (counterUnits - counterHalf) * divisor <= baseUnits * highest;
  const isBaseRounded =
    (baseUnits + baseHalf) * highest >= counterUnits * divisor &&
    (baseUnits - baseHalf) * lowest <= counterUnits * divisor;
  return isCounterRounded || isBaseRounded;
}
