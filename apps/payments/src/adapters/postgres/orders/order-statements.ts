import { columnNamesOf, query, type RowLocks } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { Order } from '../../../domain/order/order';
import { toOrder } from './order-mapping';
import { PaymentOrderRow } from '../rows/payment-order.row';

const columns = columnNamesOf(PaymentOrderRow);
/** The states in which an order waits until its expiry; each has an index of its own for it. */
const waiting = ['WAITING_FOR_OTP', 'WAITING_FOR_USER'] as const;
const byIds = `select ${columns} from payments.payment_order where payment_request_id = any($1)`;

export async function readOrders(source: DataSource | EntityManager, ids: readonly string[]): Promise<Order[]> {
  return (await query<PaymentOrderRow>(source, byIds, [ids])).map(toOrder);
}

export interface LockedOrders {
  readonly orders: readonly Order[];
  /** Those that others hold, as they were last committed. */
  readonly held: readonly Order[];
}

/** Locks the orders that exist, in ascending order of their ids. */
export async function lockOrders(
  manager: EntityManager,
  ids: readonly string[],
  locks: RowLocks,
): Promise<LockedOrders> {
  const sql = `${byIds} order by payment_request_id for no key update${locks.clause}`;
  const orders = (await query<PaymentOrderRow>(manager, sql, [ids])).map(toOrder);
  if (!locks.skip) return { orders, held: [] };
  const locked = new Set(orders.map(({ paymentRequestId }) => paymentRequestId));
  const missing = ids.filter((id) => !locked.has(id));
  const held = missing.length > 0 ? await readOrders(manager, missing) : [];
  if (held.length > 0) locks.met();
  return { orders, held };
}

/** Locks waiting orders that are due and that nobody else has locked. */
export async function lockDueOrders(manager: EntityManager, now: Date, limit: number): Promise<Order[]> {
  const rows: PaymentOrderRow[] = [];
  for (const state of waiting) {
    const sql = `select ${columns} from payments.payment_order where state = '${state}' and expires_at <= $1
      order by expires_at limit $2 for no key update skip locked`;
    rows.push(...(await query<PaymentOrderRow>(manager, sql, [now, limit - rows.length])));
  }
  return rows.map(toOrder);
}

const anyDue = waiting
  .map((state) => `(select 1 from payments.payment_order where state = '${state}' and expires_at <= $1 limit 1)`)
  .join(' union all ');

export async function hasDueOrders(source: DataSource, now: Date): Promise<boolean> {
  return (await query(source, anyDue, [now])).length > 0;
}

/** The scanned orders of these customers that wait. */
export async function readScanned(manager: EntityManager, customerIds: readonly string[]): Promise<Order[]> {
  const sql = `select ${columns} from payments.payment_order
    where state = 'WAITING_FOR_USER' and customer_id = any($1)`;
  return (await query<PaymentOrderRow>(manager, sql, [customerIds])).map(toOrder);
}
