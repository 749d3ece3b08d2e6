import { createLogger, DependencyFault } from '@wallet/service';
import { eventually, testAdminUrl, testDatabase, type TestDatabase } from '@wallet/testkit';
import { Client } from 'pg';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { createDataSource } from './data-source';
import { withManager } from './outside-transaction';
import { PostgresOutbox } from './postgres-outbox';
import { query } from './query';
import { runMigrations } from './run-migrations';
import { defaultSession } from './session-settings';
import { inTransaction } from './transaction';

const schema = 'auth';
const role = 'wallet_auth';
const logger = createLogger('test', 'silent');
class Initial1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ${schema}.thing (id int)`);
  }

  async down(): Promise<void> {}
}

const migrate = (url: string) =>
  runMigrations({ url, schema, role, entities: [], migrations: [Initial1700000000001], logger });

/** A primary that becomes a standby: its sessions stay, and what they write is refused with SQLSTATE 25006. */
describe('after a failover', () => {
  const size = 2;
  let database: TestDatabase;
  let admin: Client;
  let pool: DataSource;
  const name = () => new URL(database.ownerUrl).pathname.slice(1);
  const becomes = (state: 'on' | 'off') =>
    admin.query(`alter database ${name()} set default_transaction_read_only = ${state}`);

  beforeAll(async () => {
    database = await testDatabase({ name: 'libs_failover', migrate });
    admin = new Client({ connectionString: testAdminUrl() });
    await admin.connect();
  });
  beforeEach(async () => {
    await becomes('on');
    const session = { ...defaultSession, POSTGRES_POOL_SIZE: size };
    pool = createDataSource({ url: database.ownerUrl, schema, entities: [], migrations: [], session });
    await pool.initialize();
    await Promise.all(Array.from({ length: size }, () => query(pool, 'select pg_sleep(0.1)')));
    await becomes('off');
  });
  afterEach(() => pool.destroy());
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  const append = (source: DataSource | EntityManager) => query(source, `comment on schema ${schema} is 'written'`);

  it.each<[string, () => Promise<unknown>]>([
    ['a statement', () => append(pool)],
    ['a transaction', () => inTransaction(pool, (manager) => append(manager))],
    [
      'a statement of a manager',
      () => withManager(pool, (manager) => manager.query(`comment on schema ${schema} is null`)),
    ],
  ])('%s that is refused takes its connection out of the pool, as a broken dependency', async (_, ask) => {
    const faults: unknown[] = [];
    for (let tries = 0; tries < 2 * size; tries += 1) await ask().catch((error: unknown) => faults.push(error));
    expect(faults).toHaveLength(size);
    for (const fault of faults) {
      expect(fault).toBeInstanceOf(DependencyFault);
      expect(fault).toMatchObject({ message: expect.stringContaining('read-only transaction') as string });
    }
  });

  it('leads no outbox on the standby, and does so on the primary', async () => {
    await becomes('on');
    const outbox = new PostgresOutbox({ url: database.ownerUrl, schema, dataSource: pool, logger });
    await expect(outbox.lead(() => undefined)).rejects.toThrow('read-only');
    await becomes('off');
    await eventually(async () => expect(await outbox.lead(() => undefined)).toBeDefined());
    await outbox.close();
  });
});
