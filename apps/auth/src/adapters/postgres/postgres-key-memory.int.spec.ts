import { inTransaction, query } from '@wallet/postgres';
import { eventually, testDatabase, type TestDatabase } from '@wallet/testkit';
import { authDataSource, migrate } from './database';
import { PostgresKeyMemory } from './postgres-key-memory';

describe('the key that the database remembers', () => {
  let database: TestDatabase;
  let owner: ReturnType<typeof authDataSource>;
  const replicas: ReturnType<typeof authDataSource>[] = [];
  beforeAll(async () => {
    database = await testDatabase({ name: 'auth', migrate });
    owner = await authDataSource(database.ownerUrl).initialize();
    const url = database.urlFor('wallet_auth');
    replicas.push(...(await Promise.all([1, 2, 3].map(() => authDataSource(url).initialize()))));
  });
  afterAll(async () => {
    await Promise.all([owner, ...replicas].map((each) => each.destroy()));
    await database.drop();
  });

  it('is the one of the first of many that start at once, for good', async () => {
    const starts = Array.from({ length: 30 }, (_, index) =>
      new PostgresKeyMemory(replicas[index % replicas.length]!).recall(`key ${index}`),
    );
    const [first, ...others] = await Promise.all(starts);
    expect(new Set(others)).toEqual(new Set([first]));
    expect(await new PostgresKeyMemory(replicas[0]!).recall('another')).toBe(first);
  });

  it('waits for one who is about to write it', async () => {
    await database.run(['delete from auth.key_memory']);
    let commit = (): void => undefined;
    let written = (): void => undefined;
    const gate = new Promise<void>((resolve) => (commit = resolve));
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const insert = `insert into auth.key_memory (name, fingerprint) values ('token-hash', 'the first')`;
    const first = inTransaction(replicas[0]!, async (manager) => {
      await query(manager, insert);
      written();
      await gate;
    });
    await isWritten;
    const second = new PostgresKeyMemory(replicas[1]!).recall('the second');
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into auth.key_memory%'`;
    await eventually(async () => expect(await query(owner, waiting)).toHaveLength(1));
    commit();
    await first;
    expect(await second).toBe('the first');
  });

  it.each(['delete from auth.key_memory', `update auth.key_memory set fingerprint = 'another'`])(
    'is not changed by a service: %s',
    async (sql) => {
      await expect(query(replicas[0]!, sql)).rejects.toThrow('permission denied');
    },
  );
});
