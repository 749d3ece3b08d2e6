import type { OutboxLeadership, OutboxRecord, OutboxStore } from '@wallet/messaging';
import { DependencyFault, errorMessage, type Logger } from '@wallet/service';
import { Client } from 'pg';
import { outboxChannel } from './outbox-migration';

export interface PostgresOutboxOptions {
  readonly url: string;
  readonly schema: string;
  readonly logger: Logger;
}

/**
 * A dead relay's lock is free within 10 s: at once when its process died, by keepalive when its machine did. A mark that
 * a crash of Postgres loses only sends its fact again.
 */
const sessionSettings = `
  set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;
  set synchronous_commit = off`;

/** The outbox of one schema. The lead is a session advisory lock on a connection of its own. */
export class PostgresOutbox implements OutboxStore {
  constructor(private readonly options: PostgresOutboxOptions) {}

  async lead(onWake: () => void): Promise<OutboxLeadership | undefined> {
    const client = this.client(onWake);
    try {
      await client.connect();
      const { rows } = await client.query<{ locked: boolean }>(
        `select pg_try_advisory_lock(hashtextextended($1, 0)) as locked`,
        [`outbox of ${this.options.schema}`],
      );
      if (rows[0]?.locked) {
        await client.query(`${sessionSettings}; ${planSettings}; listen "${outboxChannel(this.options.schema)}"`);
        return new PostgresOutboxLeadership(client, this.options.schema);
      }
    } catch (error) {
      void client.end().catch(() => undefined);
      throw new DependencyFault('postgres', error);
    }
    await client.end().catch(() => undefined);
    return undefined;
  }

  /** A lost session wakes the relay too, so that it notices at once. */
  private client(onWake: () => void): Client {
    const { url, schema, logger } = this.options;
    const client = new Client({
      connectionString: url,
      application_name: outboxChannel(schema),
      connectionTimeoutMillis: 2_000,
      statement_timeout: 5_000,
      query_timeout: 6_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 4_000,
    });
    client.on('notification', onWake);
    client.on('error', (error) => {
      logger.warn({ schema, reason: errorMessage(error) }, 'the outbox lost its session');
      onWake();
    });
    return client;
  }
}

/**
 * The unsent rows by their index, whatever the statistics say: only an index scan skips the entries of rows that were
 * sent since the last vacuum, which are nearly all of them.
 */
const planSettings = 'set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off';

class PostgresOutboxLeadership implements OutboxLeadership {
  constructor(
    private readonly client: Client,
    private readonly schema: string,
  ) {}

  unsent(limit: number): Promise<OutboxRecord[]> {
    return this.ask<OutboxRecord>(
      `select id, topic, type, version, key, occurred_at as "occurredAt", traceparent, payload
       from ${this.schema}.outbox where sent_at is null order by id limit $1`,
      [limit],
    );
  }

  async settle({ sent, removed }: Parameters<OutboxLeadership['settle']>[0]): Promise<void> {
    const outbox = `${this.schema}.outbox`;
    if (sent.length > 0) await this.ask(`update ${outbox} set sent_at = now() where id = any($1::bigint[])`, [sent]);
    if (removed.length > 0) await this.ask(`delete from ${outbox} where id = any($1::bigint[])`, [removed]);
  }

  async release(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async ask<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    try {
      const { rows } = await this.client.query(sql, parameters);
      return rows as T[];
    } catch (error) {
      throw new DependencyFault('postgres', error);
    }
  }
}
