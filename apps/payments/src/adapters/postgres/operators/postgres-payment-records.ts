import { columnNamesOf, query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { PaymentRequestId } from '@wallet/kernel';
import type { PaymentRecord, PaymentRecords } from '../../../application/operators/payment-record';
import { OrderEventRow } from '../rows/order-event.row';
import {
  toEventRecord,
  toOrderRecord,
  toPostingRecords,
  toRefundRecord,
  type PostedEntry,
} from './payment-record-mapping';
import { PaymentOrderRow } from '../rows/payment-order.row';
import { RefundRow } from '../rows/refund.row';

const order = `select ${columnNamesOf(PaymentOrderRow)} from payments.payment_order where payment_request_id = $1`;
const events = `select ${columnNamesOf(OrderEventRow)} from payments.order_event where order_id = $1 order by version`;
const refunds = `select ${columnNamesOf(RefundRow)} from payments.refund where payment_request_id = $1
  order by created_at, refund_request_id`;
/** Each kind has an index of its own. */
const postings = `select t.id, t.kind, t.refund_request_id, t.posted_at, e.account_id, e.currency, e.amount
  from payments.ledger_transaction t join payments.ledger_entry e on e.transaction_id = t.id
  where (t.kind = 'PAY' and t.order_id = $1) or (t.kind = 'REVERSAL' and t.order_id = $1)
    or (t.kind = 'REFUND' and t.refund_request_id = any($2))
  order by t.posted_at, t.id, e.seq`;

/** Everything about one order, for operators. */
export class PostgresPaymentRecords implements PaymentRecords {
  constructor(private readonly dataSource: DataSource) {}

  async find(paymentRequestId: PaymentRequestId): Promise<PaymentRecord | undefined> {
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
