import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { faultOf } from './fault';
import { begunFor, clientOf, failedClients, withRunner } from './query-runner';

/**
 * The rows of one statement: of a SELECT, or what RETURNING gives. Over the manager of a transaction it runs in that
 * transaction, over a data source on its own. Throws as `inTransaction` does.
 */
export async function query<T>(source: DataSource | EntityManager, sql: string, parameters?: unknown[]): Promise<T[]> {
  if ('createQueryRunner' in source) return withRunner(source, (runner) => rows<T>(runner, sql, parameters));
  if (source.queryRunner) return rows<T>(source.queryRunner, sql, parameters);
  return withRunner(source.dataSource, (runner) => rows<T>(runner, sql, parameters));
}

export interface Statement {
  readonly sql: string;
  readonly parameters: unknown[];
}

/**
 * The rows of two statements of a transaction that are sent together. Still one after the other: the second begins when the
 * first has ended, also when that waited for a lock, and sees all that was committed by then. Throws what the first that
 * failed throws.
 */
export async function queryBoth<A, B>(
  { queryRunner }: EntityManager,
  first: Statement,
  second: Statement,
): Promise<[A[], B[]]> {
  if (!queryRunner) throw new Error('only in a transaction');
  await begunFor(queryRunner, first.sql);
  const [a, b] = await Promise.allSettled([
    rows<A>(queryRunner, first.sql, first.parameters),
    rows<B>(queryRunner, second.sql, second.parameters),
  ]);
  if (a.status === 'rejected') throw a.reason;
  if (b.status === 'rejected') throw b.reason;
  return [a.value, b.value];
}

async function rows<T>(runner: QueryRunner, sql: string, parameters: unknown[] = []): Promise<T[]> {
  const client = await clientOf(runner);
  await begunFor(runner, sql);
  try {
    const result = await client.query(prepared(sql, parameters));
    return result.rows as T[];
  } catch (error) {
    failedClients.add(client);
    throw faultOf(error);
  }
}

const names = new Map<string, string>();

/** With parameters it has a name, so that each connection parses and plans it once: our code has only so many. */
export function prepared(text: string, values: unknown[]): QueryConfig {
  if (values.length === 0) return { text };
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return { name, text, values };
}
