import { Money } from '@wallet/money';
import type {
  EntryRecord,
  EventRecord,
  OrderRecord,
  PostingRecord,
  RefundRecord,
} from '../../../application/operators/payment-record';
import { toEchoed } from '../orders/order-mapping';
import type { OrderEventRow } from '../rows/order-event.row';
import type { PaymentOrderRow } from '../rows/payment-order.row';
import type { RefundRow } from '../rows/refund.row';

/** A line of the ledger with its transaction. */
export interface PostedEntry {
  readonly id: string;
  readonly kind: string;
  readonly refund_request_id: string | null;
  readonly posted_at: Date;
  readonly account_id: string;
  readonly currency: string;
  readonly amount: string;
}

const money = (currency: string | null, amount: string | null): Money | null =>
  currency === null || amount === null ? null : Money.of(currency, amount);

export const toOrderRecord = (row: PaymentOrderRow): OrderRecord => ({
  paymentRequestId: row.payment_request_id,
  kind: row.kind,
  state: row.state,
  refusal: row.refusal,
  version: row.version,
  paymentAmount: money(row.payment_currency, row.payment_amount),
  payToAmount: money(row.pay_to_currency, row.pay_to_amount),
  debit: money(row.debit_currency, row.debit_amount),
  paymentQuote: row.payment_quote,
  refundedAmount: money(row.payment_currency, row.refunded_amount),
  refundedFromAmount: money(row.pay_to_currency, row.refunded_from_amount),
  paymentMethodType: row.payment_method_type,
  referenceMerchantId: row.reference_merchant_id,
  merchantName: row.merchant_name,
  orderDescription: row.order_description,
  echoed: toEchoed(row),
  acquirerId: row.acquirer_id,
  lookup: row.lookup,
  customerId: row.customer_id,
  accountId: row.account_id,
  mobileNumber: row.mobile_number,
  agreementId: row.agreement_id,
  verifyRequestId: row.verify_request_id,
  paymentId: row.payment_id,
  notifyUrl: row.notify_url,
  paidAt: row.paid_at,
  cancelledAt: row.cancelled_at,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toEventRecord = (row: OrderEventRow): EventRecord => ({
  version: row.version,
  type: row.type,
  refusal: row.refusal,
  command: row.command,
  traceId: row.trace_id,
  occurredAt: row.occurred_at,
});

export const toRefundRecord = (row: RefundRow): RefundRecord => ({
  refundRequestId: row.refund_request_id,
  state: row.state,
  refusal: row.refusal,
  refundId: row.refund_id,
  refundAmount: Money.of(row.refund_currency, row.refund_amount),
  refundFromAmount: Money.of(row.refund_from_currency, row.refund_from_amount),
  reason: row.reason,
  traceId: row.trace_id,
  createdAt: row.created_at,
});

/** Of lines in the order of their transactions. */
export function toPostingRecords(lines: readonly PostedEntry[]): PostingRecord[] {
  const postings = new Map<string, Omit<PostingRecord, 'entries'> & { entries: EntryRecord[] }>();
  for (const { id, kind, refund_request_id, posted_at, account_id, currency, amount } of lines) {
    const head = { transactionId: id, kind, refundRequestId: refund_request_id, postedAt: posted_at };
    const posting = postings.get(id) ?? { ...head, entries: [] as EntryRecord[] };
    posting.entries.push({ accountId: account_id, amount: { currency, value: amount } });
    postings.set(id, posting);
  }
  return [...postings.values()];
}
