import { z } from 'zod';
import { isCurrencyCode, minorUnits, type CurrencyCode } from './currency';
import { Money } from './money';

/** One amount for each currency that has one, in the order in which they were written. */
export type AmountsByCurrency = ReadonlyMap<CurrencyCode, Money>;

const form = 'must be amounts by currency, like HKD:500000,JPY:80000';

/**
 * A setting such as `HKD:500000,IDR:100000000`: an amount for each currency. It is in minor units, or with a point in major
 * ones (`HKD:5000.00`). What is wrong is named by its entry. A setting takes the place of the whole default.
 */
export const amountsByCurrency = (fallback?: string): z.ZodType<AmountsByCurrency, string | undefined> =>
  z
    .string()
    .optional()
    .transform((set, context) => {
      const text = set ?? fallback;
      const amounts = text === undefined ? `${form} (it is not set)` : parseAmounts(text);
      if (typeof amounts !== 'string') return amounts;
      context.addIssue({ code: 'custom', message: amounts });
      return z.NEVER;
    });

/** The amounts, or what is wrong. */
function parseAmounts(text: string): AmountsByCurrency | string {
  const amounts = new Map<CurrencyCode, Money>();
  for (const [index, entry] of text
    .split(',')
    .map((part) => part.trim())
    .entries()) {
    const amount = parseEntry(entry);
    const fault =
      typeof amount === 'string' ? amount : amounts.has(amount.currency) && `${amount.currency} is there twice`;
    if (fault) return `${form}; entry ${index + 1} ${quoted(entry)}: ${fault}`;
    if (typeof amount !== 'string') amounts.set(amount.currency, amount);
  }
  return amounts;
}

function parseEntry(entry: string): Money | string {
  if (entry === '') return 'it is empty';
  const [currency = '', amount, ...more] = entry.split(':').map((part) => part.trim());
  if (amount === undefined || more.length > 0) return 'it is not of the form CUR:amount';
  if (!isCurrencyCode(currency)) return `${quoted(currency)} is no active ISO 4217 code`;
  return parseAmount(currency, amount);
}

function parseAmount(currency: CurrencyCode, text: string): Money | string {
  if (text === '') return 'it has no amount';
  if (text.startsWith('-')) return 'it is below zero';
  const [, whole, fraction] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return `${quoted(text)} is no amount`;
  const decimals = minorUnits[currency];
  if (fraction && fraction.length > decimals) return `${currency} has ${decimals || 'no'} decimals`;
  const units = BigInt(fraction === undefined ? whole : whole + fraction.padEnd(decimals, '0'));
  return units < 10n ** 18n ? Money.of(currency, units) : 'it is 10^18 minor units or more';
}

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
