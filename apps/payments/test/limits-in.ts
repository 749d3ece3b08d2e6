import { Money, type AmountsByCurrency } from '@wallet/money';

/** Limits of amounts, in minor units, for the wallets of these currencies. */
export function limitsIn<T extends { readonly single: bigint; readonly dailyAmount: bigint }>(
  currencies: readonly string[],
  { single, dailyAmount, ...rest }: T,
): Omit<T, 'single' | 'dailyAmount'> & { readonly single: AmountsByCurrency; readonly dailyAmount: AmountsByCurrency } {
  const inEach = (minorUnits: bigint): AmountsByCurrency =>
    new Map(currencies.map((code) => Money.of(code, minorUnits)).map((amount) => [amount.currency, amount]));
  return { ...rest, single: inEach(single), dailyAmount: inEach(dailyAmount) };
}
