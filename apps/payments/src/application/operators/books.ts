import type { PaymentRequestId } from '@wallet/kernel';
import type { Check, Clearing, Left, TrialBalance } from '@wallet/operator-contract';

export interface BooksReport {
  readonly checks: readonly Check[];
  /** In each currency debit and credit are equal. */
  readonly trialBalance: TrialBalance;
  readonly clearing: Clearing;
  readonly left: Left;
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
export abstract class Books {
  /** Reads whole tables: takes seconds for a million payments. */
  abstract report(): Promise<BooksReport>;
  /** By ascending id. */
  abstract settled(page: SettledPage): Promise<SettledPayment[]>;
}
