import { paymentFacts } from '@wallet/contracts';
import { newTraceparent } from '@wallet/service';
import type { Cause } from '../../application/cause';
import { paymentFact } from '../../application/payment-fact';
import type { AgreementOrder, Order, RefusedOrder, VerifiedOrder, WaitingOrder } from '../../domain/order';
import type { OrderState } from '../../domain/order-state';
import type { OneStatement } from './one-statement';
import { toFinalRow, toNewRow } from './order-mapping';

const eventTypes: Readonly<Record<OrderState, string>> = {
  WAITING_FOR_OTP: 'OrderOpened',
  PAID: 'OrderPaid',
  FAILED: 'OrderFailed',
  CLOSED: 'OrderClosed',
};

/** What changed: the orders, an event of each, and the facts of the final ones. */
export function addOrders(
  statement: OneStatement,
  changes: readonly Order[],
  causes: readonly Cause[],
  now: Date,
): void {
  if (changes.length === 0) return;
  addNewOrders(statement, changes.filter(isNew), now);
  addFinalOrders(statement, changes.filter(isFollowing), now);
  addEvents(statement, changes, now);
  addFacts(statement, changes, causes, now);
}

const isNew = (order: Order): order is WaitingOrder | AgreementOrder | RefusedOrder => order.version === 1;
const isFollowing = (order: Order): order is VerifiedOrder | RefusedOrder => order.version > 1;

/**
 * In ascending order of ids, so that transactions that store the same ones do not wait in a circle; and without
 * `on conflict`: an order that another one stored just now makes the statement fail.
 */
function addNewOrders(
  statement: OneStatement,
  orders: readonly (WaitingOrder | AgreementOrder | RefusedOrder)[],
  now: Date,
): void {
  if (orders.length === 0) return;
  const rows = [...orders]
    .sort((a, b) => (a.paymentRequestId < b.paymentRequestId ? -1 : 1))
    .map((order) => toNewRow(order, now));
  const columns = `payment_request_id, kind, payment_amount, payment_currency, pay_to_amount, pay_to_currency,
    payment_method_type, reference_merchant_id, merchant_name, lookup, acquirer_id, customer_id, account_id,
    mobile_number, debit_amount, debit_currency, state, refusal, payment_id, paid_at, agreement_id, expires_at, version,
    created_at, updated_at`;
  statement.add(
    (bind) => `insert into payments.payment_order (${columns})
      select ${columns} from json_populate_recordset(null::payments.payment_order, ${bind(JSON.stringify(rows))})`,
  );
}

function addFinalOrders(statement: OneStatement, orders: readonly (VerifiedOrder | RefusedOrder)[], now: Date): void {
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
        and o.state = 'WAITING_FOR_OTP' and o.version = n.version - 1
      returning 1`,
  );
}

function addEvents(statement: OneStatement, orders: readonly Order[], now: Date): void {
  const ids = orders.map(({ paymentRequestId }) => paymentRequestId);
  const versions = orders.map(({ version }) => version);
  const types = orders.map(({ state }) => eventTypes[state]);
  const refusals = orders.map((order) => ('refusal' in order ? order.refusal : null));
  statement.add(
    (bind) => `insert into payments.order_event (order_id, version, type, refusal, occurred_at)
      select order_id, version, type, refusal, ${bind(now)}
      from unnest(${bind(ids)}::text[], ${bind(versions)}::int[], ${bind(types)}::text[], ${bind(refusals)}::text[])
        as event (order_id, version, type, refusal)`,
  );
}

/**
 * As `appendFacts` of libs/postgres, but within the one statement. A fact goes on in the trace of its cause, or begins
 * one.
 */
function addFacts(statement: OneStatement, orders: readonly Order[], causes: readonly Cause[], now: Date): void {
  const facts = orders.flatMap((order) => paymentFact(order) ?? []);
  if (facts.length === 0) return;
  const traces = new Map(causes.map(({ key, traceparent }) => [key, traceparent]));
  const keys = facts.map(({ paymentRequestId }) => paymentRequestId);
  const traceparents = keys.map((key) => traces.get(key) ?? newTraceparent());
  const payloads = facts.map((fact) => JSON.stringify(fact));
  const { name, type, version } = paymentFacts;
  statement.add(
    (bind) => `insert into payments.outbox (topic, type, version, occurred_at, traceparent, key, payload)
      select ${bind(name)}, ${bind(type)}, ${bind(version)}, ${bind(now)}, traceparent, key, payload::json
      from unnest(${bind(traceparents)}::text[], ${bind(keys)}::text[], ${bind(payloads)}::text[])
        as fact (traceparent, key, payload)`,
  );
}
