import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { faultOf } from './fault';
import { withRunner } from './runner';

/**
 * The rows of one statement: of a SELECT, or what RETURNING gives. Over the manager of a transaction it runs in that
 * transaction, over a data source on its own. Throws as `inTransaction` does.
 */
export async function query<T>(source: DataSource | EntityManager, sql: string, parameters?: unknown[]): Promise<T[]> {
  if ('createQueryRunner' in source) return withRunner(source, (runner) => rows<T>(runner, sql, parameters));
  if (source.queryRunner) return rows<T>(source.queryRunner, sql, parameters);
  return withRunner(source.dataSource, (runner) => rows<T>(runner, sql, parameters));
}

async function rows<T>(runner: QueryRunner, sql: string, parameters: unknown[] = []): Promise<T[]> {
  try {
    const result = await runner.query(sql, parameters, true);
    return result.records as T[];
  } catch (error) {
    throw faultOf(error);
  }
}
