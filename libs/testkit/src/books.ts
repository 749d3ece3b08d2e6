import { authChecks, paymentsChecks, runChecks, type Check } from '@wallet/books';
import { Client } from 'pg';

/** What crosses schemas: true once the facts have been relayed, and as long as deliveries are kept. */
const deliveryCheck: Check = {
  id: 'I7',
  name: 'an order that was paid has one delivery, every other at most one',
  sql: `
    select o.payment_request_id, o.state, count(delivery.subject) as deliveries
    from payments.payment_order o
    left join notifier.delivery on delivery.subject = o.payment_request_id and delivery.kind = 'NOTIFY_PAYMENT'
      and delivery.state in ('ACKED', 'RETRYING', 'DEAD', 'RESOLVED', 'SUPERSEDED')
    group by o.payment_request_id, o.state, o.paid_at
    having count(delivery.subject) > 1 or (o.paid_at is not null and count(delivery.subject) = 0)`,
};

const checks: readonly Check[] = [...paymentsChecks, ...authChecks, deliveryCheck];

/** What must hold in the books of a whole system, each as a query that returns the rows that break it. */
export const invariants: Readonly<Record<string, string>> = Object.fromEntries(
  checks.map(({ id, name, sql }) => [`${id} ${name}`, sql]),
);

/** The invariants that do not hold, each with its first rows; empty is good. */
export async function brokenInvariants(ownerUrl: string, asked: readonly Check[] = checks): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const results = await runChecks(asked, async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
    const broken = results.filter(({ status }) => status === 'broken');
    return broken.map(({ id, name, detail, rows }) => `${id} ${name}: ${detail} ${JSON.stringify(rows)}`);
  } finally {
    await client.end();
  }
}
