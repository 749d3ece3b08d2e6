import { Client } from 'pg';

/** A running wallet, as far as its books are asked for: a `Stack`. */
interface ProvenStack {
  /** Of the database's owner. */
  readonly databaseUrl: string;
  operate(service: ProvingService, path: 'books', call?: CallOptions): Promise<unknown>;
}
const provingServices = ['payments', 'auth', 'notifier'] as const;
type ProvingService = (typeof provingServices)[number];
interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

interface Proven {
  readonly checks: readonly { readonly id: string; readonly name: string; readonly status: string }[];
}

/** What crosses schemas: true once the facts have been relayed, and as long as deliveries are kept. */
const misdelivered = `
  select o.payment_request_id, o.state, count(delivery.subject) as deliveries
  from payments.payment_order o
  left join notifier.delivery on delivery.subject = o.payment_request_id and delivery.kind = 'NOTIFY_PAYMENT'
    and delivery.state in ('ACKED', 'RETRYING', 'DEAD', 'RESOLVED', 'SUPERSEDED')
  group by o.payment_request_id, o.state, o.paid_at
  having count(delivery.subject) > 1 or (o.paid_at is not null and count(delivery.subject) = 0) limit 3`;

/** The first orders that have another number of deliveries than one when they were paid, one or none when not. */
export async function misdeliveredOrders(databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(misdelivered);
    return rows.map(
      (row) => `I7 an order that was paid has one delivery, every other at most one: ${JSON.stringify(row)}`,
    );
  } finally {
    await client.end();
  }
}

/** What a service finds broken in its books; empty is good. Throws when no replica of it answers. */
export async function brokenBooks(stack: ProvenStack, service: ProvingService, call?: CallOptions): Promise<string[]> {
  const { checks } = (await stack.operate(service, 'books', call)) as Proven;
  return checks
    .filter(({ status }) => status === 'broken')
    .map(({ id, name, ...found }) => `${id} ${name}: ${JSON.stringify(found)}`);
}

/** The invariants of a whole wallet that do not hold, each with its first rows; empty is good. */
export async function brokenInvariants(stack: ProvenStack): Promise<string[]> {
  const broken = await Promise.all(provingServices.map((service) => brokenBooks(stack, service)));
  return [...broken.flat(), ...(await misdeliveredOrders(stack.databaseUrl))];
}
