import { defineTopic } from '@wallet/contracts';
import type { OutboxLeadership, Portion } from '@wallet/messaging';
import { createLogger, DependencyFault } from '@wallet/service';
import { eventually, testDatabase, type TestDatabase } from '@wallet/testkit';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { appendFacts } from './append-facts';
import { createDataSource } from './data-source';
import { outboxMigrationSql } from './migrations/outbox-migration';
import { OutboxPurger } from './outbox-purger';
import { OutboxRow } from './outbox.row';
import { PostgresOutbox } from './postgres-outbox';
import { query } from './query';
import { runMigrations } from './run-migrations';
import { schemaDrift } from './schema-drift';
import { inTransaction } from './transaction';

const schema = 'auth';
const role = 'wallet_auth';
const logger = createLogger('test', 'silent');
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

class Initial1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of outboxMigrationSql(schema)) await runner.query(sql);
    await runner.query(`grant select, insert, update (sent_at), delete on ${schema}.outbox to ${role}`);
  }

  async down(): Promise<void> {}
}

const facts = defineTopic<{ id: string; amount: { toJSON(): string } }>({
  name: 'auth.customer.fact.v1',
  type: 'CustomerFact',
  schema: z.any(),
  keyOf: ({ id }) => id,
  onDependencyFault: 'wait',
});
const fact = (id: string) => ({
  traceparent,
  payload: { id, amount: { toJSON: () => '"quoted", {braced} \\ and 漢' } },
});
const now = new Date('2026-11-22T10:00:00.123Z');
const all: Portion = { rows: 10, bytes: 1_000_000, except: [] };

describe('the outbox', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let owner: DataSource;
  let outbox: PostgresOutbox;
  let other: PostgresOutbox;
  const append = (...ids: string[]) =>
    inTransaction(dataSource, (manager) => appendFacts(manager, facts, ids.map(fact), now));
  const lead = async (onWake: () => void = () => undefined): Promise<OutboxLeadership> => {
    const leadership = await outbox.lead(onWake);
    if (!leadership) throw new Error('another relay leads');
    return leadership;
  };

  beforeAll(async () => {
    const migrations = { schema, role, entities: [OutboxRow], migrations: [Initial1700000000001], logger };
    database = await testDatabase({ name: 'libs_outbox', migrate: (url) => runMigrations({ ...migrations, url }) });
    await Promise.all([1, 2].map(() => runMigrations({ ...migrations, url: database.ownerUrl })));
    const url = database.urlFor(role);
    dataSource = createDataSource({ url, schema, entities: [OutboxRow], migrations: [] });
    owner = createDataSource({ url: database.ownerUrl, schema, entities: [OutboxRow], migrations: [] });
    await Promise.all([dataSource.initialize(), owner.initialize()]);
    outbox = new PostgresOutbox({ url, schema, dataSource, logger });
    other = new PostgresOutbox({ url, schema, dataSource, logger });
  });
  beforeEach(() => query(dataSource, 'update auth.outbox set sent_at = now() where sent_at is null'));
  afterAll(async () => {
    await Promise.all([dataSource.destroy(), owner.destroy()]);
    await database.drop();
  });

  it('has a table that its entity agrees with', async () => {
    expect(await schemaDrift(owner)).toEqual([]);
    await query(owner, 'alter table auth.outbox drop column sent_at');
    expect(await schemaDrift(owner)).not.toEqual([]);
    await query(owner, 'alter table auth.outbox add column sent_at timestamptz');
    await query(owner, 'create index outbox_unsent on auth.outbox (id) where sent_at is null');
    await query(owner, `grant update (sent_at) on auth.outbox to ${role}`);
  });

  it('gives facts in their order, with all that they said, until they are marked', async () => {
    await append('a', 'b', 'c');
    const leadership = await lead();
    const { rows, isMore } = await leadership.unsent({ ...all, rows: 2 });
    expect([rows, isMore]).toMatchObject([[{ key: 'a' }, { key: 'b' }], true]);
    expect(rows[0]).toMatchObject({
      topic: facts.name,
      type: facts.type,
      version: 1,
      occurredAt: now,
      payload: { id: 'a', amount: '"quoted", {braced} \\ and 漢' },
    });
    expect(rows[0]?.traceparent).toBe(traceparent);
    await leadership.settle({ sent: rows.map(({ id }) => id), removed: [] });
    expect(await leadership.unsent(all)).toMatchObject({ rows: [{ key: 'c' }], isMore: false });
    await leadership.release();
  });

  it('gives no more than fits, but one at least, and what is excepted not at all', async () => {
    const sizes = [300, 400, 5_000, 10, 20];
    await inTransaction(dataSource, (manager) =>
      appendFacts(
        manager,
        facts,
        sizes.map((bytes, index) => fact(String(index).padEnd(bytes, ' '))),
        now,
      ),
    );
    const leadership = await lead();
    const lengths = async (portion: Partial<Portion>) => {
      const { rows, isMore } = await leadership.unsent({ ...all, ...portion });
      return [...rows.map(({ key }) => key.length), isMore];
    };
    expect(await lengths({ bytes: 500 })).toEqual([300, 400, true]);
    expect(await lengths({ bytes: 300, rows: 3 })).toEqual([300, true]);
    expect(await lengths({ bytes: 1 })).toEqual([300, true]);
    const except = [`${facts.name} ${'0'.padEnd(300, ' ')}`, `${facts.name} ${'1'.padEnd(400, ' ')}`];
    expect(await lengths({ bytes: 1, except })).toEqual([5_000, true]);
    expect(await lengths({ except })).toEqual([5_000, 10, 20, false]);
    await leadership.release();
  });

  it('gives the newest in their order, none of a key of which an older one waits that is not among them', async () => {
    await append('a', 'b', 'c', 'd', 'b', 'd');
    const leadership = await lead();
    const keys = async (portion: Partial<Portion>) =>
      (await leadership.newest({ ...all, ...portion })).map(({ key }) => key);
    expect(await keys({})).toEqual(['a', 'b', 'c', 'd', 'b', 'd']);
    expect(await keys({ rows: 4 })).toEqual(['c', 'd', 'd']);
    expect(await keys({ rows: 2 })).toEqual([]);
    expect(await keys({ rows: 4, except: [`${facts.name} d`] })).toEqual(['a', 'b', 'c', 'b']);
    expect(await keys({ bytes: 1 })).toEqual([]);
    await leadership.release();
  });

  it('keeps what was sent, but not what is to be removed', async () => {
    await append('sent', 'secret');
    const leadership = await lead();
    const [sent, secret] = (await leadership.unsent(all)).rows.map(({ id }) => id);
    await leadership.settle({ sent: [sent!], removed: [secret!] });
    const kept = await query(dataSource, "select key from auth.outbox where key in ('sent', 'secret')");
    expect(kept).toEqual([{ key: 'sent' }]);
    await leadership.release();
  });

  it('removes what was sent before the retention, in batches, and never what was not sent', async () => {
    await query(
      owner,
      `insert into auth.outbox (topic, type, version, key, occurred_at, traceparent, payload, sent_at)
       select 't', 't', 1, 'old ' || hours, now() - hours * interval '1 hour', '', 'null',
         case when hours < 3000 then now() - hours * interval '1 hour' end
       from generate_series(3000, 161, -1) as hours`,
    );
    const purger = new OutboxPurger(dataSource, { schema, retentionDays: 7, logger });
    await purger.start();
    const expected = [3000, 167, 166, 165, 164, 163, 162, 161].map((hours) => ({ key: `old ${hours}` }));
    const kept = () => query(owner, `select key from auth.outbox where key like 'old %' order by id`);
    try {
      await eventually(async () => expect(await kept()).toEqual(expected), { timeoutMs: 4_000 });
    } finally {
      await purger.stop();
    }
    await query(owner, `delete from auth.outbox where key like 'old %'`);
  });

  it('gives a low id that was committed late', async () => {
    const leadership = await lead();
    await inTransaction(dataSource, async (early) => {
      await appendFacts(early, facts, [fact('early')], now);
      await append('late');
      const seen = (await leadership.unsent(all)).rows;
      expect(seen).toMatchObject([{ key: 'late' }]);
      await leadership.settle({ sent: seen.map(({ id }) => id), removed: [] });
    });
    expect(await leadership.unsent(all)).toMatchObject({ rows: [{ key: 'early' }] });
    await leadership.release();
  });

  it('writes nothing when the transaction rolls back, and asks nothing for no facts', async () => {
    const failing = inTransaction(dataSource, async (manager) => {
      await appendFacts(manager, facts, [fact('a')], now);
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await append();
    const leadership = await lead();
    expect(await leadership.unsent(all)).toEqual({ rows: [], isMore: false });
    await leadership.release();
  });

  it('wakes the leader of its process once facts are committed, and not when they are rolled back', async () => {
    let woken = 0;
    const leader = await lead(() => (woken += 1));
    await inTransaction(dataSource, async (manager) => {
      await appendFacts(manager, facts, [fact('a'), fact('b')], now);
      await appendFacts(manager, facts, [fact('c')], now);
      expect(woken).toBe(0);
    });
    expect(woken).toBe(1);
    await inTransaction(dataSource, (manager) => query(manager, 'select 1'));
    const failing = inTransaction(dataSource, async (manager) => {
      await appendFacts(manager, facts, [fact('d')], now);
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(woken).toBe(1);
    await leader.release();
    await append('e');
    expect(woken).toBe(1);
  });

  it('notifies nobody within a transaction: the lock of a NOTIFY holds up every COMMIT of the cluster', async () => {
    const triggers = await query(owner, `select tgname from pg_trigger where tgrelid = 'auth.outbox'::regclass`);
    expect(triggers).toEqual([]);
  });

  it('takes the lead from who is silent, as a process that was halted', async () => {
    const silent = new PostgresOutbox({ url: database.urlFor(role), schema, dataSource, silenceMs: 500, logger });
    let woken = 0;
    const halted = await silent.lead(() => (woken += 1));
    expect(halted).toBeDefined();
    const next = await eventually(async () => {
      const leadership = await other.lead(() => undefined);
      expect(leadership).toBeDefined();
      return leadership!;
    });
    await eventually(() => expect(woken).toBeGreaterThan(0));
    await expect(halted!.unsent(all)).rejects.toThrow(DependencyFault);
    await Promise.all([next.release(), silent.close()]);
  });

  it('has a standby that leads when the leader is gone, and asks over one session until then', async () => {
    const pids = (): Promise<{ pid: number }[]> =>
      query(owner, `select pid from pg_stat_activity where application_name = 'auth_outbox' order by pid`);
    await eventually(async () => expect(await pids()).toEqual([]));
    const leader = await lead();
    expect(await other.lead(() => undefined)).toBeUndefined();
    const sessions = await pids();
    expect(await other.lead(() => undefined)).toBeUndefined();
    expect([sessions.length, await pids()]).toEqual([2, sessions]);
    await leader.release();
    await eventually(async () => {
      const standby = await other.lead(() => undefined);
      expect(standby).toBeDefined();
      await standby?.release();
    });
    await eventually(async () => expect(await pids()).toEqual([]));
  });

  it('tells a leader at once that its session is lost', async () => {
    const woken = new Promise<void>((resolve) => void lead(resolve).then((leader) => (lost = leader)));
    let lost: OutboxLeadership | undefined;
    await eventually(() => expect(lost).toBeDefined());
    await query(owner, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`, [
      `${schema}_outbox`,
    ]);
    await woken;
    await expect(lost?.unsent(all)).rejects.toThrow(DependencyFault);
    await expect(lost?.settle({ sent: ['1'], removed: [] })).rejects.toThrow(DependencyFault);
    await lost?.release();
    await (await lead()).release();
  });
});
