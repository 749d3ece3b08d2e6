import type { Money } from '@wallet/money';

/** What opening balances come to, in minor units of each currency; a sum may be more than a `Money` can be. */
export function openingSums(customers: readonly { readonly openingBalance: Money }[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const { openingBalance } of customers) {
    const { currency, minorUnits } = openingBalance;
    sums.set(currency, (sums.get(currency) ?? 0n) + minorUnits);
  }
  return Object.fromEntries([...sums].map(([currency, sum]) => [currency, sum.toString()]));
}
