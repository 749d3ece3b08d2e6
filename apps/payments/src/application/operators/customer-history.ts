import type { AccountId, CustomerId, PaymentRequestId, RefundRequestId } from '@wallet/kernel';
import type { Amount, OrderRecord } from './payment-record';
import type { PagePlace } from './notices';

/** One order of a customer, as a line of a list. */
export interface CustomerPayment extends Pick<
  OrderRecord,
  | 'paymentRequestId'
  | 'kind'
  | 'state'
  | 'refusal'
  | 'merchantName'
  | 'paymentId'
  | 'createdAt'
  | 'paidAt'
  | 'cancelledAt'
> {
  /** Null of a tombstone. */
  readonly paymentAmount: Amount | null;
  /** What was, or would have been, taken from the wallet; null when nobody got so far. */
  readonly debit: Amount | null;
  readonly refundedAmount: Amount | null;
}

export interface PaymentsPage {
  readonly customerId: CustomerId;
  /** Made before this one; undefined: from the newest on. */
  readonly before: PagePlace | undefined;
  readonly limit: number;
}

export interface CustomerPayments {
  /** The newest first. */
  readonly payments: readonly CustomerPayment[];
  /** Undefined: there are no more. */
  readonly next: PagePlace | undefined;
}

/** Minor units as text, below zero when it was taken from the wallet. */
export interface StatementLine {
  readonly transactionId: string;
  readonly kind: string;
  readonly orderId: PaymentRequestId | null;
  readonly refundRequestId: RefundRequestId | null;
  readonly reference: string | null;
  readonly postedAt: Date;
  readonly amount: string;
  /** Of the wallet after it. */
  readonly balance: string;
}

export interface StatementPage {
  readonly customerId: CustomerId;
  /** The number of an entry: those before it; undefined: from the newest on. */
  readonly before: string | undefined;
  readonly limit: number;
}

/** Of the wallet of a customer. */
export interface Statement {
  readonly accountId: AccountId;
  readonly currency: string;
  /** Now. */
  readonly balance: string;
  /** The newest first. */
  readonly lines: readonly StatementLine[];
  /** Undefined: there are no more. */
  readonly next: string | undefined;
}

/** What a customer did. `undefined`: payments knows no such customer. Everything throws DependencyFault. */
export abstract class CustomerHistory {
  abstract payments(page: PaymentsPage): Promise<CustomerPayments | undefined>;
  abstract statement(page: StatementPage): Promise<Statement | undefined>;
}
