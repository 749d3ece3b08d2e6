import type { Check } from './check';

/** Of a schema with an outbox: its relay keeps up. */
export const outboxCheck = (schema: string): Check => ({
  id: 'I12',
  name: `no fact of ${schema} waits in its outbox for more than a minute`,
  sql: `select id, topic, key, occurred_at from ${schema}.outbox
    where sent_at is null and occurred_at < now() - interval '60 seconds'`,
});
