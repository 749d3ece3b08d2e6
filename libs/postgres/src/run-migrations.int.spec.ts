import { createLogger, type Logger } from '@wallet/service';
import { eventually, testDatabase, type TestDatabase } from '@wallet/testkit';
import { Client } from 'pg';
import { createDataSource } from './data-source';
import type { Class } from './data-source';
import { concurrentIndex, migration } from './migrations/migration';
import { query } from './query';
import { runMigrations } from './run-migrations';

const schema = 'auth';
const initial = migration('Initial1700000000001', [`create table auth.thing (id int, word text)`], 'no way back');
const column = migration('Column1700000000002', [`alter table auth.thing add other int`], 'no way back');
const index = concurrentIndex('Index1700000000003', 'auth.thing_word', 'auth.thing (word)');

describe('migrations', () => {
  let database: TestDatabase;
  let holder: Client;
  const lines: string[] = [];
  const logger = {
    info: ({ migration: name }: { migration: string }, text: string) => lines.push(`${text} ${name}`),
    warn: ({ migration: name }: { migration: string }, text: string) => lines.push(`${text} ${name}`),
  } as unknown as Logger;
  const run = (...migrations: Class[]) =>
    runMigrations({ url: database.ownerUrl, schema, role: 'wallet_auth', entities: [], migrations, logger });
  const rows = async <T>(sql: string): Promise<T[]> => {
    const source = createDataSource({ url: database.ownerUrl, schema, entities: [], migrations: [] });
    await source.initialize();
    return await query<T>(source, sql).finally(() => source.destroy());
  };
  const names = async () =>
    (await rows<{ name: string }>('select name from auth.migration order by id')).map((r) => r.name);

  beforeEach(async () => {
    lines.length = 0;
    database = await testDatabase({
      name: 'libs_run_migrations',
      migrate: (url) =>
        runMigrations({
          url,
          schema,
          role: 'wallet_auth',
          entities: [],
          migrations: [initial],
          logger: createLogger('test', 'silent'),
        }),
    });
    holder = new Client({ connectionString: database.ownerUrl });
    await holder.connect();
  });
  afterEach(async () => {
    await holder.end();
    await database.drop();
  });

  it('are one transaction each, with a line for each: what is before a broken one stays', async () => {
    const broken = migration('Broken1700000000004', ['alter table auth.thing add third int', 'select 1 / 0'], 'none');
    await expect(run(initial, column, index, broken)).rejects.toThrow('division by zero');
    expect(lines).toEqual(['migrated Column1700000000002', 'migrated Index1700000000003']);
    expect(await names()).toEqual(['Initial1700000000001', 'Column1700000000002', 'Index1700000000003']);
    await run(initial, column, index);
    expect(lines).toHaveLength(2);
  });

  it('wait for a lock in short tries, so that what comes behind them does not wait for long', async () => {
    await holder.query('begin');
    await holder.query('insert into auth.thing values (1)');
    const migrating = run(initial, column);
    await eventually(() => expect(lines).toContain('waits for a lock that others hold Column1700000000002'), {
      timeoutMs: 8_000,
    });
    const askedAt = Date.now();
    await rows('select * from auth.thing');
    expect(Date.now() - askedAt).toBeLessThan(2_500);
    await holder.query('commit');
    await migrating;
    expect(lines.at(-1)).toBe('migrated Column1700000000002');
  }, 30_000);

  it('make an index while others write, and make it anew when it was left half made', async () => {
    await holder.query(`insert into auth.thing values (1, 'a'), (2, 'a')`);
    await expect(holder.query('create unique index concurrently thing_word on auth.thing (word)')).rejects.toThrow();
    await run(initial, index);
    const valid = `select indisvalid as valid from pg_index where indexrelid = 'auth.thing_word'::regclass`;
    expect(await rows(valid)).toEqual([{ valid: true }]);
  });

  it('run side by side wait for each other', async () => {
    await Promise.all([1, 2, 3].map(() => run(initial, column, index)));
    expect(lines.filter((line) => line.startsWith('migrated'))).toEqual([
      'migrated Column1700000000002',
      'migrated Index1700000000003',
    ]);
  }, 30_000);
});
