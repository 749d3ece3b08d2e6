import { Contention, createLogger, DependencyFault } from '@wallet/service';
import { eventually, failToBegin, FaultProxy, testDatabase, type TestDatabase } from '@wallet/testkit';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { createDataSource } from './data-source';
import { PostgresConnection } from './postgres-connection';
import { query, queryBoth } from './query';
import { defaultSession } from './session-settings';
import { runMigrations } from './run-migrations';
import { inTransaction, queryLast } from './transaction';

const schema = 'auth';
const role = 'wallet_auth';
const logger = createLogger('test', 'silent');

class Initial1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ${schema}.thing (id int constraint thing_pkey primary key, word text not null)`);
    await runner.query(`grant select, insert, update, delete on ${schema}.thing to ${role}`);
  }

  async down(): Promise<void> {}
}

const migrate = (url: string) =>
  runMigrations({ url, schema, role, entities: [], migrations: [Initial1700000000001], logger });
const insert = (manager: EntityManager | DataSource, id: number) =>
  query<{ id: number }>(manager, `insert into auth.thing values ($1, 'a') returning id`, [id]);

describe('Postgres', () => {
  let database: TestDatabase;
  let proxy: FaultProxy;
  let dataSource: DataSource;
  let connection: PostgresConnection;
  let direct: DataSource;
  const count = async () => (await query(direct, 'select * from auth.thing')).length;

  beforeAll(async () => {
    database = await testDatabase({ name: 'libs_transaction', migrate });
    const { hostname: host, port } = new URL(database.ownerUrl);
    proxy = await FaultProxy.start({ host, port: Number(port) });
    const session = {
      ...defaultSession,
      POSTGRES_POOL_SIZE: 2,
      POSTGRES_IDLE_IN_TRANSACTION_TIMEOUT_MS: 300,
      POSTGRES_LOCK_TIMEOUT_MS: 200,
    };
    const options = { schema, entities: [], migrations: [], session };
    dataSource = createDataSource({ ...options, url: proxy.through(database.urlFor(role)) });
    direct = createDataSource({ ...options, url: database.ownerUrl });
    connection = new PostgresConnection(dataSource, logger);
    await direct.initialize();
    await connection.start();
  });
  beforeEach(async () => {
    proxy.pass();
    await query(direct, 'delete from auth.thing');
  });
  afterAll(async () => {
    proxy.pass();
    await connection.stop();
    await direct.destroy();
    await proxy.close();
    await database.drop();
  });

  it('gives the rows of SELECT and of RETURNING alike', async () => {
    expect(await insert(dataSource, 1)).toEqual([{ id: 1 }]);
    expect(await query(dataSource, `update auth.thing set word = 'b' where id = $1 returning word`, [1])).toEqual([
      { word: 'b' },
    ]);
    expect(await query(dataSource, 'delete from auth.thing where id = 2 returning id')).toEqual([]);
    expect(await query(dataSource, 'delete from auth.thing')).toEqual([]);
    expect(await query(dataSource, 'select id from auth.thing')).toEqual([]);
  });

  it('compares the clocks', async () => {
    const clock = connection.clock();
    expect(await clock.ready()).toBe(true);
    jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() - 1_500);
    expect(await clock.ready()).toBe(false);
    jest.restoreAllMocks();
    expect(await clock.ready()).toBe(true);
  });

  it('commits what the work did, and rolls it back with the very error of the work', async () => {
    expect(await inTransaction(dataSource, (manager) => insert(manager, 1))).toEqual([{ id: 1 }]);
    const refused = new Error('the work refused');
    const failing = inTransaction(dataSource, async (manager) => {
      await insert(manager, 2);
      throw refused;
    });
    await expect(failing).rejects.toBe(refused);
    expect(await count()).toBe(1);
  });

  it.each([
    ['a unique violation', `insert into auth.thing values (1, 'a'), (1, 'b')`, '23505'],
    ['an unknown table', 'select * from auth.nothing', '42P01'],
    ['a value that does not fit', `select 'x'::int`, '22P02'],
    ['no right', 'create table auth.other ()', '42501'],
  ])('leaves %s as it is: a bug', async (_, sql, code) => {
    await expect(inTransaction(dataSource, (manager) => query(manager, sql))).rejects.toMatchObject({ code });
    await expect(query(dataSource, sql)).rejects.toMatchObject({ code });
    expect(await insert(dataSource, 1)).toHaveLength(1);
  });

  it('leaves a parameter that cannot be sent as it is: a bug', async () => {
    await expect(query(dataSource, 'select $1::json', [{ amount: 1n }])).rejects.not.toBeInstanceOf(DependencyFault);
  });

  it('refuses to commit after a failed statement was ignored', async () => {
    const ignoring = inTransaction(dataSource, async (manager) => {
      await insert(manager, 1);
      await insert(manager, 1).catch(() => undefined);
    });
    await expect(ignoring).rejects.toThrow('a failed statement was ignored');
    expect(await count()).toBe(0);
  });

  it('changes nothing after a START TRANSACTION that failed by itself, calls it a fault, and goes on with the connection', async () => {
    failToBegin();
    const unbegun = inTransaction(dataSource, async (manager) => {
      await query(manager, 'select 1 from auth.thing for update');
      await insert(manager, 1).catch(() => undefined);
      insertLast(manager, 2);
    });
    await expect(unbegun).rejects.toThrow(DependencyFault);
    failToBegin();
    const ofTypeOrm = inTransaction(dataSource, async (manager) => {
      await manager.query('select 1 from auth.thing for update');
      await manager.query(`insert into auth.thing values (1, 'word')`).catch(() => undefined);
    });
    await expect(ofTypeOrm).rejects.toThrow(DependencyFault);
    failToBegin();
    await expect(inTransaction(dataSource, (manager) => insert(manager, 1))).rejects.toThrow(DependencyFault);
    failToBegin();
    const one = { sql: `insert into auth.thing values ($1, 'a')`, parameters: [1] };
    const written = inTransaction(dataSource, (manager) => queryBoth(manager, one, { ...one, parameters: [2] }));
    await expect(written).rejects.toThrow(DependencyFault);
    expect(await count()).toBe(0);
    for (const id of [1, 2, 3]) await inTransaction(dataSource, (manager) => insert(manager, id));
    expect(await count()).toBe(3);
  });

  it.each([
    ['a deadlock or serialization failure', `do $$ begin raise sqlstate '40P01'; end $$`],
    ['a statement that takes too long', `set local statement_timeout = 50; select pg_sleep(5)`],
    ['a server without resources', `do $$ begin raise sqlstate '53300'; end $$`],
  ])('calls %s a fault and goes on with the same connection', async (_, sql) => {
    await expect(inTransaction(dataSource, (manager) => query(manager, sql))).rejects.toThrow(DependencyFault);
    expect(await insert(dataSource, 1)).toHaveLength(1);
  });

  it('calls a backend that was terminated in the transaction a fault, at its next statement or in a pause', async () => {
    const pid = async (manager: EntityManager) =>
      (await query<{ pid: number }>(manager, 'select pg_backend_pid() as pid'))[0]?.pid;
    const terminated = (pauseMs: number) =>
      inTransaction(dataSource, async (manager) => {
        await query(direct, 'select pg_terminate_backend($1)', [await pid(manager)]);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        await insert(manager, 1);
      });
    await expect(terminated(0)).rejects.toThrow(DependencyFault);
    await expect(terminated(100)).rejects.toThrow(DependencyFault);
    expect(await count()).toBe(0);
    for (const id of [1, 2, 3, 4]) expect(await insert(dataSource, id)).toHaveLength(1);
  });

  it('ends a session that holds locks and says nothing, so that others go on', async () => {
    await insert(direct, 1);
    const lock = (manager: EntityManager) => query(manager, 'select 1 from auth.thing where id = 1 for update');
    let waited: unknown;
    const frozen = inTransaction(direct, async (manager) => {
      await lock(manager);
      waited = await inTransaction(dataSource, lock).catch((error: unknown) => error);
      await eventually(() => inTransaction(dataSource, lock), { timeoutMs: 2_000 });
      await query(manager, 'select 1');
    });
    await expect(frozen).rejects.toThrow(DependencyFault);
    expect(waited).toBeInstanceOf(Contention);
  });

  it('has what ends a wait set in each session', async () => {
    const names = ['client_connection_check_interval', 'tcp_keepalives_idle', 'tcp_keepalives_interval'];
    const sql = 'select current_setting(name) as value from unnest($1::text[]) as name';
    const rows = await query<{ value: string }>(dataSource, sql, [names]);
    expect(rows.map(({ value }) => value)).toEqual(['2s', '5', '2']);
  });

  const insertLast = (manager: EntityManager, id: number) =>
    queryLast(manager, `insert into auth.thing values ($1, 'a')`, [id]);
  const lockAndCount = (manager: EntityManager) =>
    queryBoth<{ id: number }, { word: string }>(
      manager,
      { sql: 'select id from auth.thing where id = any($1) for update', parameters: [[1]] },
      { sql: 'select word from auth.thing where id <> all($1)', parameters: [[1]] },
    );

  it('asks Postgres twice for a transaction that locks, reads and writes', async () => {
    await insert(dataSource, 1);
    const lockReadAndWrite = (id: number) =>
      inTransaction(dataSource, async (manager) => {
        const rows = await lockAndCount(manager);
        insertLast(manager, id);
        return rows;
      });
    await lockReadAndWrite(2);
    proxy.delay(100);
    const began = performance.now();
    expect(await lockReadAndWrite(3)).toEqual([[{ id: 1 }], [{ word: 'a' }]]);
    const tookMs = performance.now() - began;
    proxy.pass();
    expect(tookMs).toBeGreaterThan(390);
    expect(tookMs).toBeLessThan(590);
    expect(await count()).toBe(3);
  });

  it('reads after a lock what was committed while the lock was waited for', async () => {
    await insert(direct, 1);
    let waiting: Promise<unknown> = Promise.resolve();
    await inTransaction(direct, async (manager) => {
      await query(manager, 'select 1 from auth.thing where id = 1 for update');
      waiting = inTransaction(dataSource, lockAndCount);
      await eventually(async () => expect(await query(manager, blockedSessions)).toHaveLength(1));
      await query(manager, `insert into auth.thing values (2, 'new')`);
    });
    expect(await waiting).toEqual([[{ id: 1 }], [{ word: 'new' }]]);
  });
  const blockedSessions = `select 1 from pg_stat_activity
    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;

  it('throws what the first of two failed with, and goes on with the same connection', async () => {
    const failing = inTransaction(dataSource, (manager) =>
      queryBoth(
        manager,
        { sql: 'select 1 / $1::int', parameters: [0] },
        { sql: 'select $1::int as never_asked_before', parameters: [1] },
      ),
    );
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    const again = await Promise.all([1, 2].map(() => query(dataSource, 'select $1::int as never_asked_before', [1])));
    expect(again).toEqual([[{ never_asked_before: 1 }], [{ never_asked_before: 1 }]]);
  });

  it('rolls back when the last statement fails, and throws its error', async () => {
    await insert(direct, 1);
    const failing = inTransaction(dataSource, async (manager) => {
      await insert(manager, 2);
      insertLast(manager, 1);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'thing_pkey' });
    await inTransaction(direct, async (manager) => {
      await query(manager, 'select 1 from auth.thing where id = 1 for update');
      const waiting = inTransaction(dataSource, (other) => {
        queryLast(other, `update auth.thing set word = $1 where id = 1`, ['b']);
        return Promise.resolve();
      });
      await expect(waiting).rejects.toThrow(Contention);
    });
    expect(await query(direct, 'select * from auth.thing')).toEqual([{ id: 1, word: 'a' }]);
    for (const id of [3, 4, 5]) expect(await insert(dataSource, id)).toHaveLength(1);
  });

  it('does nothing of the last statement when the work throws or ignored a failure', async () => {
    const refused = new Error('the work refused');
    const failing = inTransaction(dataSource, (manager) => {
      insertLast(manager, 1);
      return Promise.reject(refused);
    });
    await expect(failing).rejects.toBe(refused);
    const ignoring = inTransaction(dataSource, async (manager) => {
      await query(manager, 'select 1 / 0').catch(() => undefined);
      insertLast(manager, 1);
    });
    await expect(ignoring).rejects.toThrow('a failed statement was ignored');
    expect(await count()).toBe(0);
  });

  it('calls it a fault when the answers to the last statement and to COMMIT are lost', async () => {
    proxy.cutAfterCommit(1, { containing: 'INSERT INTO auth.thing' });
    const lost = inTransaction(dataSource, (manager) => Promise.resolve(insertLast(manager, 1)));
    await expect(lost).rejects.toThrow(DependencyFault);
    expect([proxy.lostCommits, await count()]).toEqual([1, 1]);
    for (const id of [2, 3, 4]) expect(await insert(dataSource, id)).toHaveLength(1);
  });

  it('calls a COMMIT whose answer was lost a fault, although it is committed', async () => {
    const before = proxy.lostCommits;
    proxy.cutAfterCommit(1, { containing: 'INSERT INTO auth.thing' });
    await inTransaction(dataSource, (manager) => query(manager, 'select 1'));
    await expect(inTransaction(dataSource, (manager) => insert(manager, 1))).rejects.toThrow(DependencyFault);
    expect(await count()).toBe(1);
    await inTransaction(dataSource, (manager) => insert(manager, 2));
    expect(proxy.lostCommits - before).toBe(1);
  });

  it('is not ready and faults while Postgres refuses, and recovers by itself', async () => {
    proxy.refuse();
    await expect(query(dataSource, 'select 1')).rejects.toThrow(DependencyFault);
    await expect(inTransaction(dataSource, (manager) => insert(manager, 1))).rejects.toThrow(DependencyFault);
    expect(await connection.ready()).toBe(false);
    proxy.pass();
    await eventually(() => insert(dataSource, 1), { timeoutMs: 2_000 });
    expect(await connection.ready()).toBe(true);
  });

  it('faults while Postgres is silent, tells so within a second, and keeps no connection of that time', async () => {
    await Promise.all([insert(dataSource, 1), insert(dataSource, 2)]);
    proxy.blackhole();
    const began = Date.now();
    expect(await connection.ready()).toBe(false);
    expect(Date.now() - began).toBeLessThan(1_000);
    const lost = inTransaction(dataSource, (manager) => insert(manager, 3));
    await expect(lost).rejects.toThrow(DependencyFault);
    expect(Date.now() - began).toBeLessThan(9_000);
    proxy.pass();
    for (const id of [11, 12, 13, 14]) expect(await insert(dataSource, id)).toEqual([{ id }]);
  }, 15_000);

  it('cannot start while Postgres is down, and can later', async () => {
    proxy.refuse();
    const url = proxy.through(database.urlFor(role));
    const late = new PostgresConnection(createDataSource({ url, schema, entities: [], migrations: [] }), logger);
    await expect(late.start()).rejects.toThrow(DependencyFault);
    expect(await late.ready()).toBe(false);
    proxy.pass();
    await late.start();
    expect(await late.ready()).toBe(true);
    await late.stop();
  });

  it.each([
    ['a wrong password', { password: 'guessed' }, 'refuses the user or the password: correct them in DATABASE_URL'],
    ['a wrong database', { pathname: '/none' }, 'has no database none'],
    ['a wrong host', { hostname: 'no-host.invalid' }, 'there is no host no-host.invalid: correct DATABASE_URL'],
  ])('says of %s what is wrong', async (_, wrong, words) => {
    const { href: url } = Object.assign(new URL(database.ownerUrl), wrong);
    const lost = new PostgresConnection(createDataSource({ url, schema, entities: [], migrations: [] }), logger);
    await expect(lost.start()).rejects.toThrow(words);
  });
});
