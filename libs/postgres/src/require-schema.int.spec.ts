import { createLogger, DependencyFault } from '@wallet/service';
import { testDatabase, type TestDatabase } from '@wallet/testkit';
import { createDataSource } from './data-source';
import { migration } from './migrations/migration';
import { PostgresConnection } from './postgres-connection';
import { query } from './query';
import { runMigrations } from './run-migrations';

const schema = 'auth';
const role = 'wallet_auth';
const logger = createLogger('test', 'silent');
const first = migration('First1700000000001', [`create table ${schema}.thing (id int)`], 'no way back');
const second = migration('Second1700000000002', [`alter table ${schema}.thing add word text`], 'no way back');

const migrate = (url: string, migrations = [first]) =>
  runMigrations({ url, schema, role, entities: [], migrations, logger });

describe('a service before its migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ name: 'libs_require_schema', migrate });
  });
  afterAll(() => database.drop());

  const start = async (migrations = [first]) => {
    const connection = new PostgresConnection(
      createDataSource({ url: database.urlFor(role), schema, entities: [], migrations }),
      logger,
    );
    await connection.start().finally(() => connection.stop());
  };

  it('waits for the newest one, names it, and starts once it is there', async () => {
    await start();
    const missing = `migration Second1700000000002 of schema auth is missing: run dist/migrate.js`;
    await expect(start([first, second])).rejects.toThrow(DependencyFault);
    await expect(start([first, second])).rejects.toThrow(missing);
    await migrate(database.ownerUrl, [first, second]);
    await start([first, second]);
  });

  it('starts on the schema of a newer release', () => start([first]));

  it('waits for a schema that is not there, or was never opened to it', async () => {
    const owner = createDataSource({ url: database.ownerUrl, schema, entities: [], migrations: [] });
    await owner.initialize();
    try {
      await query(owner, `revoke select on ${schema}.migration from ${role}`);
      await expect(start()).rejects.toThrow('migration First1700000000001 of schema auth is missing');
      await query(owner, `drop schema ${schema} cascade`);
      await expect(start()).rejects.toThrow('migration First1700000000001 of schema auth is missing');
    } finally {
      await owner.destroy();
    }
  });
});
