import type {
  AccountId,
  AgreementId,
  CustomerId,
  PaymentId,
  PaymentRequestId,
  RefundId,
  RefundRequestId,
} from '@wallet/kernel';
import type { Quote } from '../../domain/admission/quote';
import type { CustomerLookup, Echoed } from '../../domain/order/terms';

/** `value` is minor units. */
export interface Amount {
  readonly currency: string;
  readonly value: string;
}

/** An order as it is stored; what it has not is `null`. */
export interface OrderRecord {
  readonly paymentRequestId: PaymentRequestId;
  readonly kind: string;
  readonly state: string;
  readonly refusal: string | null;
  readonly version: number;
  readonly paymentAmount: Amount | null;
  readonly payToAmount: Amount | null;
  readonly debit: Amount | null;
  readonly paymentQuote: Quote | null;
  readonly refundedAmount: Amount | null;
  readonly refundedFromAmount: Amount | null;
  readonly paymentMethodType: string | null;
  readonly referenceMerchantId: string | null;
  readonly merchantName: string | null;
  readonly orderDescription: string | null;
  readonly echoed: { readonly [Field in keyof Echoed]-?: NonNullable<Echoed[Field]> | null };
  readonly acquirerId: string | null;
  readonly lookup: CustomerLookup | null;
  readonly customerId: CustomerId | null;
  readonly accountId: AccountId | null;
  readonly mobileNumber: string | null;
  readonly agreementId: AgreementId | null;
  readonly verifyRequestId: string | null;
  readonly paymentId: PaymentId | null;
  readonly notifyUrl: string | null;
  readonly paidAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** `command`: the type of its cause, or `null` when time was. */
export interface EventRecord {
  readonly version: number;
  readonly type: string;
  readonly refusal: string | null;
  readonly command: string | null;
  readonly traceId: string | null;
  readonly occurredAt: Date;
}

export interface RefundRecord {
  readonly refundRequestId: RefundRequestId;
  readonly state: string;
  readonly refusal: string | null;
  readonly refundId: RefundId | null;
  readonly refundAmount: Amount;
  readonly refundFromAmount: Amount;
  readonly reason: string | null;
  readonly traceId: string | null;
  readonly createdAt: Date;
}

/** An amount below zero was taken from the account. */
export interface EntryRecord {
  readonly accountId: AccountId;
  readonly amount: Amount;
}

export interface PostingRecord {
  readonly transactionId: string;
  readonly kind: string;
  readonly refundRequestId: RefundRequestId | null;
  readonly postedAt: Date;
  readonly entries: readonly EntryRecord[];
}

/** All that payments knows of one order; lists are in the order of time. */
export interface PaymentRecord {
  readonly order: OrderRecord;
  readonly events: readonly EventRecord[];
  readonly refunds: readonly RefundRecord[];
  readonly postings: readonly PostingRecord[];
}

export abstract class PaymentRecords {
  /** By paymentRequestId, by our paymentId, or by one of the ids of a refund of it: the first that fits. */
  abstract find(id: string): Promise<PaymentRecord | undefined>;
}
