import { createLogger, type Logger } from '@wallet/service';
import type { DataSource } from 'typeorm';
import { createOwnerDataSource, type DataSourceOptions } from './data-source';
import { faultOf } from './fault';
import { withRunner } from './query-runner';

/** The URL is of the owner, who may create schemas. */
export interface MigrationOptions extends Omit<DataSourceOptions, 'session'> {
  /** The service's role; must exist. Gets USAGE on the schema; what else it needs, the migrations grant. */
  readonly role: string;
  readonly logger?: Logger;
}

/** Makes the schema and runs what is pending, in one transaction; callers at the same time wait for each other. */
export async function runMigrations(options: MigrationOptions): Promise<void> {
  const { schema, role, logger = createLogger(`${schema} migrations`, 'info') } = options;
  const dataSource = createOwnerDataSource(options);
  await dataSource.initialize().catch((error: unknown) => {
    throw faultOf(error);
  });
  try {
    await alone(dataSource, schema, async () => {
      await dataSource.query(`create schema if not exists ${schema}`);
      await dataSource.query(`grant usage on schema ${schema} to ${role}`);
      const done = await dataSource.runMigrations({ transaction: 'all' });
      await dataSource.query(`grant select on ${schema}.migration to ${role}`);
      for (const { name } of done) logger.info({ schema, migration: name }, 'migrated');
    });
  } finally {
    await dataSource.destroy();
  }
}

function alone(dataSource: DataSource, schema: string, work: () => Promise<void>): Promise<void> {
  return withRunner(dataSource, async (runner) => {
    const lock = [`migrations of ${schema}`];
    await runner.query('select pg_advisory_lock(hashtextextended($1, 0))', lock);
    try {
      await work();
    } finally {
      await runner.query('select pg_advisory_unlock(hashtextextended($1, 0))', lock);
    }
  });
}
