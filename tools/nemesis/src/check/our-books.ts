import type { Pool } from 'pg';
import type { BookedOrder, BookedRefund } from './evidence';

interface OrderRow {
  readonly id: string;
  readonly state: string;
  readonly payment_id: string | null;
  readonly paid: string;
  readonly reversed: string;
  readonly refunded: string;
}

/** Sums of what the postings of an order took from wallets, by their kind. */
const orders = `
  select o.payment_request_id as id, o.state, o.payment_id,
    coalesce(-sum(e.amount) filter (where t.kind = 'PAY'), 0) as paid,
    coalesce(sum(e.amount) filter (where t.kind = 'REVERSAL'), 0) as reversed,
    coalesce(sum(e.amount) filter (where t.kind = 'REFUND'), 0) as refunded
  from payments.payment_order o
  left join payments.ledger_transaction t on t.order_id = o.payment_request_id
  left join payments.ledger_entry e on e.transaction_id = t.id
    and exists (select from payments.account a where a.id = e.account_id and a.kind = 'WALLET')
  group by o.payment_request_id`;

interface RefundRow {
  readonly id: string;
  readonly order_id: string;
  readonly refund_id: string | null;
  readonly state: string;
  readonly amount: string;
}

const refunds = `
  select refund_request_id as id, payment_request_id as order_id, refund_id, state, refund_amount as amount
  from payments.refund`;

/** All orders and refunds, with what the ledger says of them. */
export async function readOurBooks(database: Pool): Promise<{ orders: BookedOrder[]; refunds: BookedRefund[] }> {
  const [orderRows, refundRows] = await Promise.all([
    database.query<OrderRow>(orders),
    database.query<RefundRow>(refunds),
  ]);
  return {
    orders: orderRows.rows.map((row) => ({
      paymentRequestId: row.id,
      state: row.state,
      paymentId: row.payment_id,
      paid: BigInt(row.paid),
      reversed: BigInt(row.reversed),
      refunded: BigInt(row.refunded),
    })),
    refunds: refundRows.rows.map((row) => ({
      refundRequestId: row.id,
      paymentRequestId: row.order_id,
      refundId: row.refund_id,
      succeeded: row.state === 'SUCCEEDED',
      amount: BigInt(row.amount),
    })),
  };
}
