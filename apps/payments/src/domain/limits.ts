import type { Money } from '@wallet/money';
import type { Refusal } from './refusal';
import type { Wallet } from './wallet';

/** Amounts are minor units of the wallet's currency. */
export interface Limits {
  readonly single: bigint;
  readonly dailyAmount: bigint;
  readonly dailyCount: number;
}

/** Is the amount within the limits and the balance? The first "no" in the order of this table, or `undefined`. */
export function refusalByLimits(debit: Money, wallet: Wallet, limits: Limits): Refusal | undefined {
  const amount = debit.minorUnits;
  if (amount > limits.single) return 'SingleLimitExceeded';
  if (wallet.today.amount + amount > limits.dailyAmount) return 'DailyAmountLimitExceeded';
  if (wallet.today.count + 1 > limits.dailyCount) return 'DailyCountLimitExceeded';
  if (amount > wallet.balance) return 'BalanceNotEnough';
  return undefined;
}
