import type { Command, RefundPaymentCommand } from '@wallet/contracts';
import { columnNamesOf, query } from '@wallet/postgres';
import { traceIdOf } from '@wallet/service';
import type { EntityManager } from 'typeorm';
import type { Refund } from '../../../domain/refund/refund';
import type { OneStatement } from '../one-statement';
import { toRefund, toRefundRow } from './refund-mapping';
import { RefundRow } from '../rows/refund.row';
import { sumsOf } from '../sums';

const columns = columnNamesOf(RefundRow);

export async function readRefunds(manager: EntityManager, ids: readonly string[]): Promise<Refund[]> {
  const sql = `select ${columns} from payments.refund where refund_request_id = any($1)`;
  return (await query<RefundRow>(manager, sql, [ids])).map(toRefund);
}

/** In ascending order of ids, and without `on conflict`: as orders are stored. */
export function addRefunds(
  statement: OneStatement,
  refunds: readonly Refund[],
  causes: readonly Command<RefundPaymentCommand>[],
): void {
  if (refunds.length === 0) return;
  const traces = new Map(causes.map(({ payload, traceparent }) => [payload.refundRequestId, traceparent]));
  const rows = [...refunds]
    .sort((a, b) => (a.refundRequestId < b.refundRequestId ? -1 : 1))
    .map((refund) => toRefundRow(refund, traceIdOf(traces.get(refund.refundRequestId) ?? '')));
  statement.add(
    (bind) => `insert into payments.refund (${columns})
      select ${columns} from json_populate_recordset(null::payments.refund, ${bind(JSON.stringify(rows))})`,
  );
}

/** What a batch refunds of each order: never more than was paid, whatever was read before. */
export function addRefunded(statement: OneStatement, refunds: readonly Refund[], now: Date): void {
  const given = refunds.filter(({ state }) => state === 'SUCCEEDED');
  const amounts = sumsOf(given.map(({ paymentRequestId, terms }) => [paymentRequestId, terms.refundAmount.minorUnits]));
  const fromAmounts = sumsOf(
    given.map(({ paymentRequestId, terms }) => [paymentRequestId, terms.refundFromAmount.minorUnits]),
  );
  if (amounts.size === 0) return;
  const ids = [...amounts.keys()];
  statement.addGuarded('orders to refund', ids.length, (bind) => {
    const more = bind(ids.map((id) => amounts.get(id)?.amount.toString()));
    const moreFrom = bind(ids.map((id) => fromAmounts.get(id)?.amount.toString()));
    return `update payments.payment_order as o
      set refunded_amount = o.refunded_amount + n.amount,
        refunded_from_amount = o.refunded_from_amount + n.from_amount, updated_at = ${bind(now)}
      from unnest(${bind(ids)}::text[], ${more}::bigint[], ${moreFrom}::bigint[]) as n (id, amount, from_amount)
      where o.payment_request_id = n.id and o.state = 'PAID'
        and o.refunded_amount + n.amount <= o.payment_amount
        and o.refunded_from_amount + n.from_amount <= o.pay_to_amount
      returning 1`;
  });
}
