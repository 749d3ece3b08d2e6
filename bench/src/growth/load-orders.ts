import type { Pool, PoolClient } from 'pg';
import { copyStatements, copyTable, debitWallets, fillCopies, originalTable } from './copy-sql';

const chunk = 20_000;

/** What the load has left to write would be written while the first turns are measured. */
const checkpointIfAllowed = `
  do $$ begin if pg_has_role(current_user, 'pg_checkpoint', 'usage') then checkpoint; end if; end $$`;

export interface Load {
  readonly count: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/**
 * Adds `count` paid orders, copies of those that have been made and told already: order, events, ledger, sent outbox rows,
 * acknowledged deliveries and attempts. Then the tables are as after an ordinary night: vacuumed, analysed and
 * written out.
 */
export async function loadOrders(database: Pool, { count, signal, say }: Load): Promise<void> {
  const client = await database.connect();
  try {
    await client.query(originalTable);
    await client.query(copyTable);
    for (let first = 1; first <= count; first += chunk) {
      signal.throwIfAborted();
      const last = Math.min(first + chunk - 1, count);
      await loadChunk(client, first, last);
      say(`bulk load: ${last} of ${count} orders`);
    }
    await client.query('vacuum (analyze)');
    await client.query(checkpointIfAllowed);
  } finally {
    client.release(true);
  }
}

async function loadChunk(client: PoolClient, first: number, last: number): Promise<void> {
  await client.query('begin');
  await client.query('set local synchronous_commit = off');
  await client.query('truncate copy');
  const { rowCount } = await client.query(fillCopies, [first, last]);
  if (rowCount !== last - first + 1) throw new Error('there is no paid order to copy');
  await client.query('analyze copy');
  for (const statement of copyStatements) await client.query(statement);
  await client.query(debitWallets);
  await client.query('commit');
}
