import { DependencyFault } from '@wallet/service';
import type { DataSource } from 'typeorm';
import { sqlState } from './fault';
import { query } from './query';

/** No such table, or none that this role may read: no release that grants it has migrated yet. */
const isEmpty = (error: unknown): boolean => ['42P01', '42501'].includes(sqlState(error) ?? '');

/** Throws `DependencyFault` that names the newest migration of this release that the schema does not have yet. */
export async function requireSchema(dataSource: DataSource): Promise<void> {
  const { schema } = dataSource.options as { schema?: string };
  const wanted = dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
  if (wanted.length === 0) return;
  const applied = await query<{ name: string }>(dataSource, `select name from ${schema}.migration`).catch(
    (error: unknown) => {
      if (isEmpty(error)) return [];
      throw error;
    },
  );
  const names = new Set(applied.map(({ name }) => name));
  const missing = wanted.filter((name) => !names.has(name)).at(-1);
  if (missing === undefined) return;
  throw new DependencyFault('postgres', `migration ${missing} of schema ${schema} is missing: run dist/migrate.js`);
}
