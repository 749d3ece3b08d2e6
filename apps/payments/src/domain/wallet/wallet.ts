import type { CurrencyCode, Money } from '@wallet/money';
import type { AccountId, CustomerId } from '@wallet/kernel';

export type CustomerStatus = 'ACTIVE' | 'FROZEN' | 'CLOSED';

/** What an account paid on one business day: minor units, and payments. */
export interface DayUsage {
  readonly amount: bigint;
  readonly count: number;
}

/** What a customer may pay; amounts are minor units of the wallet's currency. */
export interface Limits {
  readonly single: bigint;
  readonly dailyAmount: bigint;
  readonly dailyCount: number;
}

/** A customer's account as a decision needs it. */
export interface Wallet {
  readonly accountId: AccountId;
  readonly customerId: CustomerId;
  readonly currency: CurrencyCode;
  readonly status: CustomerStatus;
  /** Minor units. */
  readonly balance: bigint;
  readonly today: DayUsage;
  /** The customer's own; what is missing is as for everybody of the currency. */
  readonly limits?: Partial<Limits> | undefined;
}

/** The wallet after one payment. */
export function debited(wallet: Wallet, debit: Money): Wallet {
  const today = { amount: wallet.today.amount + debit.minorUnits, count: wallet.today.count + 1 };
  return { ...wallet, balance: wallet.balance - debit.minorUnits, today };
}
