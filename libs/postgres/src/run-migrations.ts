import { setTimeout as pause } from 'node:timers/promises';
import { Contention, createLogger, type Logger } from '@wallet/service';
import { MigrationExecutor, type Migration, type QueryRunner } from 'typeorm';
import { createOwnerDataSource, type DataSourceOptions } from './data-source';
import { faultOf, faultOfConnecting } from './fault';
import { withRunner } from './query-runner';

/** The URL is of the owner, who may create schemas. */
export interface MigrationOptions extends Omit<DataSourceOptions, 'session'> {
  /** The service's role; must exist. Gets USAGE on the schema; what else it needs, the migrations grant. */
  readonly role: string;
  readonly logger?: Logger;
}

const lockTimeoutMs = 2_000;
const betweenTriesMs = 2_000;
const mostTries = 10;
const turnMs = 200;
/** Who was halted or lost its machine between two statements does not keep others waiting for longer. */
const silenceMs = 30_000;

/**
 * Makes the schema and runs what is pending, each migration in a transaction of its own; callers at the same time wait for
 * each other. A migration waits 2 s for a lock, because whatever comes later waits behind it, and is tried ten times.
 */
export async function runMigrations(options: MigrationOptions): Promise<void> {
  const { schema, role, logger = createLogger(`${schema} migrations`, 'info') } = options;
  const dataSource = createOwnerDataSource(options);
  await dataSource.initialize().catch((error: unknown) => {
    throw faultOfConnecting(error, options);
  });
  try {
    await withRunner(dataSource, async (runner) => {
      await alone(runner, schema, async () => {
        await runner.query(`create schema if not exists ${schema}`);
        await runner.query(`grant usage on schema ${schema} to ${role}`);
        const executor = new MigrationExecutor(dataSource, runner);
        const pending = await executor.getPendingMigrations();
        for (const each of pending) await applyPatiently(each, { executor, runner, schema, logger });
        await runner.query(`grant select on ${schema}.migration to ${role}`);
      });
    });
  } finally {
    await dataSource.destroy();
  }
}

interface Means {
  readonly executor: MigrationExecutor;
  readonly runner: QueryRunner;
  readonly schema: string;
  readonly logger: Logger;
}

async function applyPatiently(migration: Migration, means: Means): Promise<void> {
  const { schema, logger } = means;
  const line = { schema, migration: migration.name };
  for (let tries = 1; ; tries++) {
    try {
      const startedAt = Date.now();
      await apply(migration, means);
      return void logger.info({ ...line, ms: Date.now() - startedAt }, 'migrated');
    } catch (error) {
      if (!(faultOf(error) instanceof Contention) || tries === mostTries) throw error;
      logger.warn({ ...line, tries, mostTries }, 'waits for a lock that others hold');
    }
    await pause(betweenTriesMs);
  }
}

async function apply(migration: Migration, { executor, runner }: Means): Promise<void> {
  await runner.query(`set lock_timeout = ${lockTimeoutMs}`);
  if (migration.instance?.transaction === false) return void (await executor.executeMigration(migration));
  await runner.startTransaction();
  try {
    await executor.executeMigration(migration);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}

/** Asks again and again: who waits for a lock holds a snapshot, which an index that is made concurrently would wait for. */
async function alone(runner: QueryRunner, schema: string, work: () => Promise<void>): Promise<void> {
  const lock = [`migrations of ${schema}`];
  const isOurs = async (): Promise<boolean> => {
    const sql = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as "isOurs"';
    const [row] = (await runner.query(sql, lock)) as { isOurs: boolean }[];
    return row?.isOurs === true;
  };
  await runner.query(`set idle_session_timeout = ${silenceMs}`);
  while (!(await isOurs())) await pause(turnMs);
  try {
    await work();
  } finally {
    await runner.query('select pg_advisory_unlock(hashtextextended($1, 0))', lock);
  }
}
