import { BatchLoop, type Logger } from '@wallet/service';
import type { DataSource } from 'typeorm';
import { query } from './query';

export interface OutboxPurgerOptions {
  readonly schema: string;
  /** How long a fact is kept after it was sent. */
  readonly retentionDays: number;
  readonly logger: Logger;
}

const periodMs = 60_000;
const windowRows = 1_000;

/**
 * Removes what was sent long ago from the outbox of one schema, the oldest first, in batches by its primary key. Nothing
 * unsent is ever removed. The service's role needs `delete` on the table.
 */
export class OutboxPurger extends BatchLoop {
  constructor(dataSource: DataSource, { schema, retentionDays, logger }: OutboxPurgerOptions) {
    const execute = () => purge(dataSource, schema, retentionDays);
    super({ name: `outbox purger of ${schema}`, periodMs, execute, logger });
  }
}

/**
 * Looks at the oldest rows only: ids grow with time, so an index on `sent_at` would cost more than it finds. How many is
 * part of the text: a plan for any number of them would read the whole table.
 */
async function purge(dataSource: DataSource, schema: string, retentionDays: number): Promise<boolean> {
  const removed = await query(
    dataSource,
    `delete from ${schema}.outbox where id in (
       select id from ${schema}.outbox
       where id in (select id from ${schema}.outbox order by id limit ${windowRows}) and sent_at < now() - make_interval(days => $1)
       for update skip locked)
     returning id`,
    [retentionDays],
  );
  return removed.length > 0;
}
