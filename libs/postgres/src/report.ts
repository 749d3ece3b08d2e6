import type { PostgresAddress } from './connection/postgres-address';
import { newClient } from './connection/postgres-client';
import { faultOf, faultOfConnecting } from './fault';

export interface ReportOptions extends PostgresAddress {
  readonly schema: string;
  /** For each statement; default 300 s, for who reads whole tables. */
  readonly timeoutMs?: number;
}

/** The rows of one SELECT. */
export type ReportQuery = (sql: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]>;

/** What is asked of millions of rows needs room, and its compilation costs more than it gains. */
const sessionSettings = `set default_transaction_read_only = on; set work_mem = '128MB'; set jit = off`;

/**
 * For reports, which may take longer than a service lets anything else take: a connection of its own, read only and closed
 * afterwards. Each statement is a transaction. Throws as `query` does.
 */
export async function report<T>(options: ReportOptions, work: (ask: ReportQuery) => Promise<T>): Promise<T> {
  const { schema, timeoutMs = 300_000 } = options;
  const client = newClient(options, {
    application_name: `${schema}_report`,
    connectionTimeoutMillis: 2_000,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 1_000,
  });
  client.on('error', () => undefined);
  const ask: ReportQuery = async (sql, parameters) => {
    try {
      return (await client.query<Record<string, unknown>>(sql, parameters)).rows;
    } catch (error) {
      throw faultOf(error);
    }
  };
  try {
    await client.connect().catch((error: unknown) => {
      throw faultOfConnecting(error, options);
    });
    await ask(sessionSettings);
    return await work(ask);
  } finally {
    await client.end().catch(() => undefined);
  }
}
