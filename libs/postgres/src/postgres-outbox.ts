import type { OutboxLeadership, OutboxStore } from '@wallet/messaging';
import { DependencyFault, errorMessage, type Logger } from '@wallet/service';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { onFactsCommitted } from './committed-facts';
import type { PostgresAddress } from './connection/postgres-address';
import { newClient } from './connection/postgres-client';
import { faultOfConnecting } from './fault';
import { PostgresOutboxLeadership } from './outbox-leadership';

export interface PostgresOutboxOptions extends PostgresAddress {
  readonly schema: string;
  /** Over which this process writes its facts. */
  readonly dataSource: DataSource;
  /** For so long a leader may ask nothing, default 10 s: more than a send to Kafka takes. */
  readonly silenceMs?: number;
  readonly logger: Logger;
}

/**
 * A dead relay's lock is free within 10 s: at once when its process died, by keepalive when its machine did, and by its
 * silence when it was halted, or when a proxy stands between that still answers for it. A mark that a crash of Postgres
 * loses only sends its fact again.
 */
const sessionSettings = (silenceMs: number): string => `
  set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;
  set idle_session_timeout = ${silenceMs}; set synchronous_commit = off`;

/**
 * The unsent rows by their index, whatever the statistics say: only an index scan skips the entries of rows that were
 * sent since the last vacuum, which are nearly all of them.
 */
const planSettings = 'set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off';

/** The outbox of one schema. The lead is a session advisory lock on a connection of its own, which a standby keeps. */
export class PostgresOutbox implements OutboxStore {
  private client: Client | undefined;
  private onWake: () => void = () => undefined;

  constructor(private readonly options: PostgresOutboxOptions) {}

  async lead(onWake: () => void): Promise<OutboxLeadership | undefined> {
    this.onWake = onWake;
    try {
      const client = (this.client ??= await this.connect());
      if (!(await isAlone(client, this.options.schema))) return undefined;
      const forget = onFactsCommitted(this.options.dataSource, onWake);
      return new PostgresOutboxLeadership(client, this.options.schema, () => {
        forget();
        return this.close();
      });
    } catch (error) {
      void this.close();
      throw error instanceof DependencyFault ? error : new DependencyFault('postgres', error);
    }
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = this.newClient();
    try {
      await client.connect();
      await client.query(`${sessionSettings(this.options.silenceMs ?? 10_000)}; ${planSettings}`);
      return client;
    } catch (error) {
      void client.end().catch(() => undefined);
      throw faultOfConnecting(error, this.options);
    }
  }

  /** A lost session wakes the relay, so that it notices at once. */
  private newClient(): Client {
    const { schema, logger } = this.options;
    const client = newClient(this.options, {
      application_name: `${schema}_outbox`,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 5_000,
      query_timeout: 6_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 4_000,
    });
    client.on('error', (error) => {
      logger.warn({ schema, reason: errorMessage(error) }, 'the outbox lost its session');
      if (this.client === client) this.client = undefined;
      this.onWake();
    });
    return client;
  }
}

/**
 * Whether this session has the lead now. A server that was a primary and is a standby would grant it too: throws, so that
 * the next session is to whatever the address means then.
 */
async function isAlone(client: Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ isAlone: boolean; isReadOnly: boolean }>(
    `select pg_try_advisory_lock(hashtextextended($1, 0)) as "isAlone",
       current_setting('transaction_read_only') = 'on' as "isReadOnly"`,
    [`outbox of ${schema}`],
  );
  if (rows[0]?.isReadOnly) throw new DependencyFault('postgres', 'the server is read-only: is it a standby?');
  return rows[0]?.isAlone === true;
}
