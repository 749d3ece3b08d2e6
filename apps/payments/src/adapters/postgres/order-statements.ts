import { paymentFacts } from '@wallet/contracts';
import { appendFacts, query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { Cause } from '../../application/cause';
import { paymentFact } from '../../application/payment-fact';
import type { Order, PaidOrder, RefusedOrder, WaitingOrder } from '../../domain/order';
import type { OrderState } from '../../domain/order-state';
import type { OrderBook } from '../../domain/order-book';
import { requireAll } from './affected';
import { toNewRow, toOrder } from './order-mapping';
import type { PaymentOrderRow } from './payment-order.row';

/** By name: the plan of a prepared `select *` breaks when a migration adds a column. */
const columns = `payment_request_id, payment_amount, payment_currency, pay_to_amount, pay_to_currency,
  payment_method_type, reference_merchant_id, merchant_name, lookup, acquirer_id, customer_id, account_id, mobile_number,
  debit_amount, debit_currency, state, refusal, payment_id, paid_at, verify_request_id, expires_at, version,
  "authorization", created_at, updated_at`;
const byIds = `select ${columns} from payments.payment_order where payment_request_id = any($1)`;

export async function readOrders(source: DataSource, ids: readonly string[]): Promise<Order[]> {
  return (await query<PaymentOrderRow>(source, byIds, [ids])).map(toOrder);
}

/** Locks the orders that exist, in ascending order of their ids. */
export async function lockOrders(manager: EntityManager, ids: readonly string[]): Promise<Order[]> {
  const sql = `${byIds} order by payment_request_id for no key update`;
  return (await query<PaymentOrderRow>(manager, sql, [ids])).map(toOrder);
}

/** Locks waiting orders that are due and that nobody else has locked. */
export async function lockDueOrders(manager: EntityManager, now: Date, limit: number): Promise<Order[]> {
  const rows = await query<PaymentOrderRow>(
    manager,
    `select ${columns} from payments.payment_order where state = 'WAITING_FOR_OTP' and expires_at <= $1
     order by expires_at limit $2 for no key update skip locked`,
    [now, limit],
  );
  return rows.map(toOrder);
}

export async function hasDueOrders(source: DataSource, now: Date): Promise<boolean> {
  const sql = `select 1 from payments.payment_order where state = 'WAITING_FOR_OTP' and expires_at <= $1 limit 1`;
  return (await query(source, sql, [now])).length > 0;
}

const eventTypes: Readonly<Record<OrderState, string>> = {
  WAITING_FOR_OTP: 'OrderOpened',
  PAID: 'OrderPaid',
  FAILED: 'OrderFailed',
  CLOSED: 'OrderClosed',
};

/** Writes what changed in the book: the orders, an event of each, and the facts of the final ones. */
export async function writeOrders(
  manager: EntityManager,
  book: OrderBook,
  now: Date,
  causes: readonly Cause[] = [],
): Promise<void> {
  const { changes } = book;
  if (changes.length === 0) return;
  await insertOrders(manager, changes.filter(isNew), now);
  await updateOrders(manager, changes.filter(isFollowing), now);
  await insertEvents(manager, changes, now);
  const traces = new Map(causes.map(({ key, traceparent }) => [key, traceparent]));
  const facts = changes.flatMap((order) => paymentFact(order) ?? []);
  await appendFacts(
    manager,
    paymentFacts,
    facts.map((payload) => ({ payload, traceparent: traces.get(payload.paymentRequestId) })),
    now,
  );
}

const isNew = (order: Order): order is WaitingOrder | RefusedOrder => order.version === 1;
const isFollowing = (order: Order): order is PaidOrder | RefusedOrder => order.version > 1;

/** Another transaction that stores one of the ids at this moment makes this one fail: done again, it finds that order. */
async function insertOrders(
  manager: EntityManager,
  orders: readonly (WaitingOrder | RefusedOrder)[],
  now: Date,
): Promise<void> {
  if (orders.length === 0) return;
  const columns = `payment_request_id, payment_amount, payment_currency, pay_to_amount, pay_to_currency,
    payment_method_type, reference_merchant_id, merchant_name, lookup, acquirer_id, customer_id, account_id,
    mobile_number, debit_amount, debit_currency, state, refusal, expires_at, version, created_at, updated_at`;
  const inserted = await query(
    manager,
    `insert into payments.payment_order (${columns})
     select ${columns} from json_populate_recordset(null::payments.payment_order, $1)
     on conflict do nothing returning payment_request_id`,
    [JSON.stringify(orders.map((order) => toNewRow(order, now)))],
  );
  requireAll('new orders', inserted, orders);
}

async function updateOrders(
  manager: EntityManager,
  orders: readonly (PaidOrder | RefusedOrder)[],
  now: Date,
): Promise<void> {
  if (orders.length === 0) return;
  const updated = await query(
    manager,
    `update payments.payment_order as o
     set state = n.state, refusal = n.refusal, payment_id = n.payment_id, paid_at = n.paid_at,
       verify_request_id = n.verify_request_id, "authorization" = n."authorization",
       version = n.version, updated_at = $2
     from json_populate_recordset(null::payments.payment_order, $1) as n
     where o.payment_request_id = n.payment_request_id
       and o.state = 'WAITING_FOR_OTP' and o.version = n.version - 1
     returning o.payment_request_id`,
    [JSON.stringify(orders.map(toFinalRow)), now],
  );
  requireAll('waiting orders', updated, orders);
}

function toFinalRow(order: PaidOrder | RefusedOrder): object {
  const { paymentRequestId: payment_request_id, version, state } = order;
  if (state !== 'PAID') return { payment_request_id, version, state, refusal: order.refusal };
  const { paymentId: payment_id, paidAt: paid_at, verifyRequestId: verify_request_id, authorization } = order;
  return { payment_request_id, version, state, payment_id, paid_at, verify_request_id, authorization };
}

async function insertEvents(manager: EntityManager, orders: readonly Order[], now: Date): Promise<void> {
  await query(
    manager,
    `insert into payments.order_event (order_id, version, type, refusal, occurred_at)
     select order_id, version, type, refusal, $5
     from unnest($1::text[], $2::int[], $3::text[], $4::text[]) as event (order_id, version, type, refusal)`,
    [
      orders.map(({ paymentRequestId }) => paymentRequestId),
      orders.map(({ version }) => version),
      orders.map(({ state }) => eventTypes[state]),
      orders.map((order) => ('refusal' in order ? order.refusal : null)),
      now,
    ],
  );
}
