import { paymentFacts, type PaymentFact } from '@wallet/contracts';
import { appendFacts, inTransaction, query, recordActions, type RowLocks } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { OperatorNote, ToldPage } from '@wallet/operator-contract';
import type { Notices, Repaired, ToldOrder, ToldOrders } from '../../../application/operators/notices';
import { paymentFact } from '../../../application/payment-fact';
import type { Order } from '../../../domain/order/order';
import { lockOrders, readOrders } from '../orders/order-statements';

const told = `
  select payment_request_id as "paymentRequestId", state, created_at::text as at from payments.payment_order
  where (created_at, payment_request_id) > ($1::timestamptz, $2) and state not in ('WAITING_FOR_OTP', 'WAITING_FOR_USER')
    and acquirer_id is not null and (state <> 'CANCELLED' or payment_id is not null)
  order by created_at, payment_request_id limit $3`;

/**
 * The fact of each key that waits, or was sent in the last minute. It reads all that waits, and of what was sent the last
 * ones only, both by an index: 0.15 s for a page with a million rows, and no index by key that each fact would pay for.
 */
const underWay = `
  select key, payload->>'fact' as fact from payments.outbox
  where sent_at is null and topic = $1 and key = any($2)
  union all
  select key, payload->>'fact' from (select * from payments.outbox order by id desc limit 100000) as last
  where sent_at > now() - interval '1 minute' and topic = $1 and key = any($2)`;

/** What is held by others is left alone: whoever holds it may be telling of it. */
const passing: RowLocks = { skip: true, clause: ' skip locked', met: () => undefined };

/** Orders and their facts, compared by what is stored and not by what once was in the outbox. */
export class PostgresNotices implements Notices {
  constructor(private readonly dataSource: DataSource) {}

  async told({ since, after, limit }: ToldPage): Promise<ToldOrders> {
    const place = [after?.at ?? since, after?.id ?? ''];
    const rows = await query<ToldOrder & { at: string }>(this.dataSource, told, [...place, limit]);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      orders: rows.map(({ paymentRequestId, state }) => ({ paymentRequestId, state })),
      next: last && { at: last.at, id: last.paymentRequestId },
    };
  }

  async repair(ids: readonly string[], note: OperatorNote | undefined, now: Date): Promise<Repaired> {
    if (!note) return (await lostFacts(this.dataSource, await readOrders(this.dataSource, ids), [])).repaired;
    return inTransaction(this.dataSource, async (manager) => {
      const { orders, held } = await lockOrders(manager, ids, passing);
      const { facts, repaired } = await lostFacts(manager, orders, held);
      await appendFacts(
        manager,
        paymentFacts,
        facts.map((payload) => ({ payload })),
        now,
      );
      await recordRepair(manager, repaired, { orders, note, now });
      return repaired;
    });
  }
}

/** Of the orders, what was to be told and is not on its way. */
async function lostFacts(
  source: DataSource | EntityManager,
  orders: readonly Order[],
  held: readonly Order[],
): Promise<{ readonly facts: readonly PaymentFact[]; readonly repaired: Repaired }> {
  const due = orders.flatMap((order) => paymentFact(order) ?? []);
  const keys = due.map(({ paymentRequestId }) => paymentRequestId);
  const rows = await query<{ key: string; fact: string }>(source, underWay, [paymentFacts.name, keys]);
  const moving = new Set(rows.map(({ key, fact }) => `${fact} ${key}`));
  const isMoving = ({ fact, paymentRequestId }: PaymentFact) => moving.has(`${fact} ${paymentRequestId}`);
  const facts = due.filter((fact) => !isMoving(fact));
  return {
    facts,
    repaired: {
      mended: facts.map(({ paymentRequestId, fact }) => ({ paymentRequestId, fact })),
      underWay: [...due.filter(isMoving), ...held].map(({ paymentRequestId }) => paymentRequestId),
    },
  };
}

async function recordRepair(
  manager: EntityManager,
  { mended }: Repaired,
  { orders, note, now }: { readonly orders: readonly Order[]; readonly note: OperatorNote; readonly now: Date },
): Promise<void> {
  const customers = new Map(orders.map((order) => [order.paymentRequestId, customerOf(order)]));
  const actionOf = (details: Repaired['mended'][number]) => {
    const customerId = customers.get(details.paymentRequestId) ?? '';
    return { action: 'TELL_AGAIN', customerId, details, note };
  };
  await recordActions(manager, mended.map(actionOf), now);
}

const customerOf = (order: Order): string | undefined => ('customerId' in order ? order.customerId : undefined);
