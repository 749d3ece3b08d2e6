import type { AccountId, PaymentRequestId } from '@wallet/kernel';
import type { Check } from '@wallet/operator-contract';

/** What was taken from (debit) and added to (credit) the accounts of a kind, in minor units. */
export interface TrialBalanceLine {
  readonly currency: string;
  readonly kind: string;
  readonly debit: string;
  readonly credit: string;
}

/** What an account that is cleared elsewhere holds, in minor units, by the age of its entries in whole days. */
export interface ClearingLine {
  readonly accountId: AccountId;
  readonly currency: string;
  readonly balance: string;
  readonly ageing: Readonly<Record<'0-1d' | '2-7d' | '8-30d' | '>30d', string>>;
}

/** What refunds left of one side of payments, when the other was given back whole; the account that holds it. */
export interface LeftLine {
  readonly accountId: AccountId;
  readonly currency: string;
  /** In minor units, without a sign. */
  readonly amount: string;
  readonly payments: number;
  /** Some of them: paymentRequestIds, the largest amount first. */
  readonly examples: readonly string[];
}

export interface BooksReport {
  readonly checks: readonly Check[];
  /** In each currency debit and credit are equal. */
  readonly trialBalance: readonly TrialBalanceLine[];
  readonly clearing: readonly ClearingLine[];
  readonly left: readonly LeftLine[];
}

/** An order that was paid. */
export interface SettledPayment {
  readonly paymentRequestId: PaymentRequestId;
  readonly state: 'PAID' | 'CANCELLED';
  readonly paidAt: Date;
  /** Null unless it is CANCELLED. */
  readonly cancelledAt: Date | null;
}

export interface SettledPage {
  /** Ids after this one. */
  readonly after: string;
  /** Paid at this moment or later. */
  readonly since: Date;
  readonly limit: number;
}

/** The proof of the books. Everything throws DependencyFault. */
export interface Books {
  /** Reads whole tables: takes seconds for a million payments. */
  report(): Promise<BooksReport>;
  /** By ascending id. */
  settled(page: SettledPage): Promise<SettledPayment[]>;
}
