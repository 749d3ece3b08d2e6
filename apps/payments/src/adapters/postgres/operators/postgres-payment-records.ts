import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { PaymentRecord, PaymentRecords } from '../../../application/operators/payment-record';
import type { OrderEventRow } from '../rows/order-event.row';
import {
  toEventRecord,
  toOrderRecord,
  toPostingRecords,
  toRefundRecord,
  type PostedEntry,
} from './payment-record-mapping';
import type { PaymentOrderRow } from '../rows/payment-order.row';
import type { RefundRow } from '../rows/refund.row';

const order = `select payment_request_id, kind, state, refusal, version, payment_amount, payment_currency, pay_to_amount,
    pay_to_currency, debit_amount, debit_currency, payment_quote, refunded_amount, refunded_from_amount,
    payment_method_type, reference_merchant_id, merchant_name, order_description, acquirer_id, lookup, customer_id, account_id,
    mobile_number, agreement_id, verify_request_id, payment_id, notify_url, paid_at, cancelled_at, expires_at,
    created_at, updated_at
  from payments.payment_order where payment_request_id = $1`;
const events = `select version, type, refusal, command, trace_id, occurred_at
  from payments.order_event where order_id = $1 order by version`;
const refunds = `select refund_request_id, state, refusal, refund_id, refund_amount, refund_currency, refund_from_amount,
    refund_from_currency, reason, trace_id, created_at
  from payments.refund where payment_request_id = $1 order by created_at, refund_request_id`;
/** Each kind has an index of its own. */
const postings = `select t.id, t.kind, t.refund_request_id, t.posted_at, e.account_id, e.currency, e.amount
  from payments.ledger_transaction t join payments.ledger_entry e on e.transaction_id = t.id
  where (t.kind = 'PAY' and t.order_id = $1) or (t.kind = 'REVERSAL' and t.order_id = $1)
    or (t.kind = 'REFUND' and t.refund_request_id = any($2))
  order by t.posted_at, t.id, e.seq`;

/** Everything about one order, for operators. */
export class PostgresPaymentRecords implements PaymentRecords {
  constructor(private readonly dataSource: DataSource) {}

  async find(paymentRequestId: string): Promise<PaymentRecord | undefined> {
    const [row] = await query<PaymentOrderRow>(this.dataSource, order, [paymentRequestId]);
    if (!row) return undefined;
    const refundRows = await query<RefundRow>(this.dataSource, refunds, [paymentRequestId]);
    const refundIds = refundRows.map(({ refund_request_id }) => refund_request_id);
    const eventRows = await query<OrderEventRow>(this.dataSource, events, [paymentRequestId]);
    const lines = await query<PostedEntry>(this.dataSource, postings, [paymentRequestId, refundIds]);
    return {
      order: toOrderRecord(row),
      events: eventRows.map(toEventRecord),
      refunds: refundRows.map(toRefundRecord),
      postings: toPostingRecords(lines),
    };
  }
}
