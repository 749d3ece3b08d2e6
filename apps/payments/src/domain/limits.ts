import type { Money } from '@wallet/money';
import type { Refusal } from './refusal';
import type { Limits, Wallet } from './wallet';

export type { Limits };

/** What one agreement may take, beside the limits of its customer. */
export interface AgreementLimits {
  readonly single: bigint;
  readonly dailyAmount: bigint;
}

/** What an agreement may still take: in one payment, and until the business day ends. */
export interface Allowance {
  readonly single: bigint;
  readonly today: bigint;
}

/**
 * Is the amount within the limits and the balance? The first "no" in the order of this table, or `undefined`. The
 * wallet's own limits come before `limits`; the allowance is of the agreement that pays, if one does.
 */
export function refusalByLimits(
  debit: Money,
  wallet: Wallet,
  limits: Limits,
  allowance?: Allowance,
): Refusal | undefined {
  const { single, dailyAmount, dailyCount } = { ...limits, ...wallet.limits };
  const amount = debit.minorUnits;
  if (amount > single || (allowance && amount > allowance.single)) return 'SingleLimitExceeded';
  if (wallet.today.amount + amount > dailyAmount || (allowance && amount > allowance.today))
    return 'DailyAmountLimitExceeded';
  if (wallet.today.count + 1 > dailyCount) return 'DailyCountLimitExceeded';
  if (amount > wallet.balance) return 'BalanceNotEnough';
  return undefined;
}
