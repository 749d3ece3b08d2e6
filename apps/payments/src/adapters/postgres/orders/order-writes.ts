import { paymentFacts, type Command } from '@wallet/contracts';
import { columnNamesOf } from '@wallet/postgres';
import { newTraceparent, traceIdOf } from '@wallet/service';
import { paymentFact } from '../../../application/payment-fact';
import type { CancelledOrder, ConfirmedOrder, Order, RefusedOrder, VerifiedOrder } from '../../../domain/order/order';
import type { OrderState } from '../../../domain/order/order-state';
import type { OneStatement } from '../one-statement';
import { toFinalRow, toNewRow, type NewOrder } from './order-mapping';
import { PaymentOrderRow } from '../rows/payment-order.row';

const eventTypes: Readonly<Record<OrderState, string>> = {
  WAITING_FOR_OTP: 'OrderOpened',
  WAITING_FOR_USER: 'OrderOpened',
  PAID: 'OrderPaid',
  FAILED: 'OrderFailed',
  CLOSED: 'OrderClosed',
  CANCELLED: 'OrderCancelled',
};

/**
 * What changed: the orders, an event of each, and the facts of the final ones. Each table in ascending order of ids, so
 * that transactions that store the same orders do not wait in a circle.
 */
export function addOrders(
  statement: OneStatement,
  changed: readonly Order[],
  causes: readonly Command[],
  now: Date,
): void {
  if (changed.length === 0) return;
  const changes = [...changed].sort((a, b) => (a.paymentRequestId < b.paymentRequestId ? -1 : 1));
  addNewOrders(statement, changes.filter(isNew), now);
  addFinalOrders(statement, changes.filter(isFinal), now);
  addCancelledOrders(statement, changes.filter(isCancelled), now);
  addEvents(statement, changes, causes, now);
  addFacts(statement, changes, causes, now);
}

const isNew = (order: Order): order is NewOrder => order.version === 1;
const isCancelled = (order: Order): order is CancelledOrder => order.version > 1 && order.state === 'CANCELLED';
type DecidedOrder = VerifiedOrder | ConfirmedOrder | RefusedOrder;

const isFinal = (order: Order): order is DecidedOrder => order.version > 1 && order.state !== 'CANCELLED';

const columns = columnNamesOf(PaymentOrderRow);

/** Without `on conflict`: an order that another one stored just now makes the statement fail. */
function addNewOrders(statement: OneStatement, orders: readonly NewOrder[], now: Date): void {
  if (orders.length === 0) return;
  const rows = orders.map((order) => toNewRow(order, now));
  statement.add(
    (bind) => `insert into payments.payment_order (${columns})
      select ${columns} from json_populate_recordset(null::payments.payment_order, ${bind(JSON.stringify(rows))})`,
  );
}

/**
 * The states are a parameter, so that no plan uses the index of waiting orders: until the next vacuum it still holds those
 * that have been settled.
 */
function addFinalOrders(statement: OneStatement, orders: readonly DecidedOrder[], now: Date): void {
  if (orders.length === 0) return;
  statement.addGuarded(
    'waiting orders',
    orders.length,
    (bind) => `update payments.payment_order as o
      set state = n.state, refusal = n.refusal, payment_id = n.payment_id, paid_at = n.paid_at,
        verify_request_id = n.verify_request_id, "authorization" = n."authorization",
        version = n.version, updated_at = ${bind(now)}
      from json_populate_recordset(null::payments.payment_order, ${bind(JSON.stringify(orders.map(toFinalRow)))}) as n
      where o.payment_request_id = n.payment_request_id
        and o.state = any(${bind(['WAITING_FOR_OTP', 'WAITING_FOR_USER'])}::text[]) and o.version = n.version - 1
      returning 1`,
  );
}

/** What is given back was reckoned from what was refunded before: a refund in between would be given back twice. */
function addCancelledOrders(statement: OneStatement, orders: readonly CancelledOrder[], now: Date): void {
  if (orders.length === 0) return;
  const ids = orders.map(({ paymentRequestId }) => paymentRequestId);
  const versions = orders.map(({ version }) => version);
  const refunded = orders.map((order) => (order.refunded?.refundAmount.minorUnits ?? 0n).toString());
  const refundedFrom = orders.map((order) => (order.refunded?.refundFromAmount.minorUnits ?? 0n).toString());
  statement.addGuarded(
    'orders to cancel',
    orders.length,
    (bind) => `update payments.payment_order as o
      set state = 'CANCELLED', cancelled_at = ${bind(now)}, version = n.version, updated_at = ${bind(now)}
      from unnest(${bind(ids)}::text[], ${bind(versions)}::int[], ${bind(refunded)}::bigint[],
        ${bind(refundedFrom)}::bigint[]) as n (id, version, refunded, refunded_from)
      where o.payment_request_id = n.id and o.state in ('WAITING_FOR_OTP', 'WAITING_FOR_USER', 'PAID') and o.version = n.version - 1
        and o.refunded_amount = n.refunded and o.refunded_from_amount = n.refunded_from
      returning 1`,
  );
}

function addEvents(statement: OneStatement, orders: readonly Order[], causes: readonly Command[], now: Date): void {
  const byKey = new Map(causes.map((cause) => [cause.key, cause]));
  const ids = orders.map(({ paymentRequestId }) => paymentRequestId);
  const versions = orders.map(({ version }) => version);
  const types = orders.map(({ state }) => eventTypes[state]);
  const refusals = orders.map((order) => ('refusal' in order ? order.refusal : null));
  const commands = ids.map((id) => byKey.get(id)?.type ?? null);
  const traceIds = ids.map((id) => traceIdOf(byKey.get(id)?.traceparent ?? '') || null);
  statement.add(
    (bind) => `insert into payments.order_event (order_id, version, type, refusal, command, trace_id, occurred_at)
      select event.*, ${bind(now)}
      from unnest(${bind(ids)}::text[], ${bind(versions)}::int[], ${bind(types)}::text[], ${bind(refusals)}::text[],
        ${bind(commands)}::text[], ${bind(traceIds)}::text[]) as event`,
  );
}

/**
 * As `appendFacts` of libs/postgres, but within the one statement. A fact goes on in the trace of its cause, or begins
 * one.
 */
function addFacts(statement: OneStatement, orders: readonly Order[], causes: readonly Command[], now: Date): void {
  const facts = orders.flatMap((order) => paymentFact(order) ?? []);
  if (facts.length === 0) return;
  const traces = new Map(causes.map(({ key, traceparent }) => [key, traceparent]));
  const keys = facts.map(({ paymentRequestId }) => paymentRequestId);
  const traceparents = keys.map((key) => traces.get(key) ?? newTraceparent());
  const payloads = facts.map((fact) => JSON.stringify(fact));
  const { name, type, version } = paymentFacts;
  statement.addFacts(
    (bind) => `insert into payments.outbox (topic, type, version, occurred_at, traceparent, key, payload)
      select ${bind(name)}, ${bind(type)}, ${bind(version)}, ${bind(now)}, traceparent, key, payload::json
      from unnest(${bind(traceparents)}::text[], ${bind(keys)}::text[], ${bind(payloads)}::text[])
        as fact (traceparent, key, payload)`,
  );
}
