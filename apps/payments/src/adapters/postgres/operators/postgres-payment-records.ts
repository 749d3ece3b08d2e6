import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { PaymentRequestId, RefundRequestId } from '@wallet/kernel';
import type { PaymentRecord, PaymentRecords } from '../../../application/operators/payment-record';
import { echoedColumns } from '../rows/payment-order.row';
import { amountColumn } from './amount-column';

const echoed = echoedColumns.map(([field, column]) => `'${field}', ${column}`).join(', ');

/** Each by an index of its own. Alipay+ chooses the first and the third, so they may be equal: the payment is meant. */
const idOf = `select id from (
    select payment_request_id as id, 1 as rank from payments.payment_order where payment_request_id = $1
    union all select payment_request_id, 2 from payments.payment_order where payment_id = $1
    union all select payment_request_id, 3 from payments.refund where refund_request_id = $1
    union all select payment_request_id, 4 from payments.refund where refund_id = $1
    union all select payment_request_id, 5 from payments.payment_order where payments.order_id(payment_request_id) =
      case when $1 ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then $1::uuid end) as named
  order by rank limit 1`;
const order = `select payment_request_id as "paymentRequestId", kind, state, refusal, version,
    ${amountColumn('paymentAmount', 'payment_amount', 'payment_currency')},
    ${amountColumn('payToAmount', 'pay_to_amount', 'pay_to_currency')},
    ${amountColumn('debit', 'debit_amount', 'debit_currency')}, payment_quote as "paymentQuote",
    ${amountColumn('refundedAmount', 'refunded_amount', 'payment_currency')},
    ${amountColumn('refundedFromAmount', 'refunded_from_amount', 'pay_to_currency')},
    payment_method_type as "paymentMethodType", reference_merchant_id as "referenceMerchantId",
    merchant_name as "merchantName", order_description as "orderDescription", cashier, acquirer_id as "acquirerId", lookup,
    json_build_object(${echoed}) as echoed,
    customer_id as "customerId", account_id as "accountId", mobile_number as "mobileNumber",
    agreement_id as "agreementId", verify_request_id as "verifyRequestId", payment_id as "paymentId",
    notify_url as "notifyUrl", paid_at as "paidAt", cancelled_at as "cancelledAt", expires_at as "expiresAt",
    created_at as "createdAt", updated_at as "updatedAt"
  from payments.payment_order where payment_request_id = $1`;
const events = `select version, type, refusal, command, trace_id as "traceId", occurred_at as "occurredAt"
  from payments.order_event where order_id = $1 order by version`;
const refunds = `select refund_request_id as "refundRequestId", state, refusal, refund_id as "refundId",
    ${amountColumn('refundAmount', 'refund_amount', 'refund_currency')},
    ${amountColumn('refundFromAmount', 'refund_from_amount', 'refund_from_currency')},
    reason, trace_id as "traceId", created_at as "createdAt"
  from payments.refund where payment_request_id = $1 order by created_at, refund_request_id`;
/** Each kind has an index of its own. */
const postings = `select t.id as "transactionId", t.kind, t.refund_request_id as "refundRequestId",
    t.posted_at as "postedAt", json_agg(json_build_object('accountId', e.account_id,
      'amount', json_build_object('currency', e.currency, 'value', e.amount::text)) order by e.seq) as entries
  from payments.ledger_transaction t join payments.ledger_entry e on e.transaction_id = t.id
  where (t.kind = 'PAY' and t.order_id = $1) or (t.kind = 'REVERSAL' and t.order_id = $1)
    or (t.kind = 'REFUND' and t.refund_request_id = any($2))
  group by t.id order by t.posted_at, t.id`;

/** Everything about one order, for operators. */
export class PostgresPaymentRecords implements PaymentRecords {
  constructor(private readonly dataSource: DataSource) {}

  async find(id: string): Promise<PaymentRecord | undefined> {
    const [named] = await query<{ id: PaymentRequestId }>(this.dataSource, idOf, [id]);
    if (!named) return undefined;
    const paymentRequestId = named.id;
    const [found] = await query<PaymentRecord['order']>(this.dataSource, order, [paymentRequestId]);
    if (!found) return undefined;
    type Refund = PaymentRecord['refunds'][number] & { readonly refundRequestId: RefundRequestId };
    const refunded = await query<Refund>(this.dataSource, refunds, [paymentRequestId]);
    const refundIds = refunded.map(({ refundRequestId }) => refundRequestId);
    return {
      order: found,
      events: await query<PaymentRecord['events'][number]>(this.dataSource, events, [paymentRequestId]),
      refunds: refunded,
      postings: await query<PaymentRecord['postings'][number]>(this.dataSource, postings, [
        paymentRequestId,
        refundIds,
      ]),
    };
  }
}
