import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startInfrastructure, type Infrastructure } from '@wallet/local-stack';
import { migration, runMigrations } from '@wallet/postgres';
import { createLogger } from '@wallet/service';
import { Client } from 'pg';
import { Binding } from '../support/binding';
import { SteadyLoad } from '../support/steady-load';
import { startWallet, type Wallet } from '../support/wallet';

const perSecond = 30;
const heldMs = 30_000;
/** A migration waits 2 s for a lock, and what comes behind it as long. */
const mostMs = 2_500;
/** Of a payment on two busy cores, without any of that. */
const usualMs = 500;
const jobsAtOnce = 20;
const kills = 10;
const root = join(__dirname, '../..');

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('migrations', () => {
  jest.setTimeout(300_000);
  let infrastructure: Infrastructure;

  beforeAll(async () => {
    const dataDir = join(root, '.local/migrations');
    infrastructure = await startInfrastructure({ dataDir, log: () => undefined, sources: 'native', fresh: true });
  }, 120_000);
  afterAll(() => infrastructure?.stop(), 60_000);

  async function connected(url: string): Promise<Client> {
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
  }

  describe('of tables that a transaction holds for 30 s', () => {
    let wallet: Wallet;

    beforeAll(async () => {
      wallet = await startWallet('migrations', { infrastructure });
    }, 120_000);
    afterAll(() => wallet?.stop(), 60_000);

    it('are applied after it, and no payment waits for long meanwhile', async () => {
      const [customer] = await wallet.customers(1, '100000000');
      const { accessToken } = await new Binding(wallet, customer!).bind();
      const load = new SteadyLoad(wallet, [accessToken]);
      const holder = await connected(wallet.stack.databaseUrl);
      await holder.query('begin; select from payments.payment_order, payments.account, payments.outbox limit 1');
      const release = pause(heldMs).then(() => holder.query('commit'));
      let isOver = false;
      const tables = ['payment_order', 'account', 'outbox'];
      const columns = tables.map((table) => `alter table payments.${table} add column made_up text`);
      const migrated = runMigrations({
        url: wallet.stack.databaseUrl,
        schema: 'payments',
        role: 'wallet_payments',
        entities: [],
        migrations: [migration('MadeUp9900000000001', columns, 'no way back')],
        logger: createLogger('migrations', 'silent'),
      }).finally(() => (isOver = true));
      await Promise.all([migrated, release, load.run(perSecond, Infinity, () => isOver)]);
      await holder.end();
      await load.final(60_000);
      const slowest = Math.max(...load.calls.map(({ ms }) => ms));
      const unknown = load.calls.filter(({ result }) => result.startsWith('U')).length;
      process.stdout.write(`${load.payments.length} payments, ${unknown} U, slowest answer ${slowest} ms\n`);
      expect(slowest).toBeLessThan(mostMs + usualMs);
      const sql = `select count(*)::int as made from information_schema.columns where column_name = 'made_up'`;
      expect(await wallet.rows(sql)).toEqual([{ made: tables.length }]);
      await load.expectPaidOnce();
    });
  });

  describe('of an empty database', () => {
    let admin: Client;
    let databases = 0;

    beforeAll(async () => {
      admin = await connected(infrastructure.databaseUrl);
    });
    afterAll(() => admin?.end());

    async function emptyDatabase(): Promise<string> {
      const url = new URL(infrastructure.databaseUrl);
      url.pathname = `/made_up_${databases++}`;
      await admin.query(`create database ${url.pathname.slice(1)}`);
      return url.href;
    }

    const job = (url: string) =>
      spawn(process.execPath, [join(root, 'apps/payments/dist/migrate.js')], {
        env: { ...process.env, DATABASE_URL: url },
        stdio: 'ignore',
      });
    const ended = async (child: ReturnType<typeof job>): Promise<unknown> => (await once(child, 'exit'))[0];

    /** The names of the migrations in their order, and all that they made. */
    async function madeIn(url: string): Promise<unknown> {
      const client = await connected(url);
      const names = await client.query('select name from payments.migration order by id');
      const sql = `select table_name, column_name, data_type, is_nullable from information_schema.columns
        where table_schema = 'payments' order by 1, 2`;
      const indexes = await client.query(
        `select indexdef, indisvalid from pg_indexes join pg_index on indexrelid = format('%I.%I', schemaname, indexname)::regclass
          where schemaname = 'payments' order by 1`,
      );
      const columns = await client.query(sql);
      await client.end();
      return [names.rows, columns.rows, indexes.rows];
    }

    it('are made once by two jobs at once', async () => {
      const alone = await emptyDatabase();
      expect(await ended(job(alone))).toBe(0);
      const whole = await madeIn(alone);
      for (let time = 0; time < jobsAtOnce; time++) {
        const url = await emptyDatabase();
        expect(await Promise.all([job(url), job(url)].map(ended))).toEqual([0, 0]);
        expect(await madeIn(url)).toEqual(whole);
      }
    });

    it('are whole when a job was killed at any moment and another one is run', async () => {
      const alone = await emptyDatabase();
      const beganAt = Date.now();
      expect(await ended(job(alone))).toBe(0);
      const tookMs = Date.now() - beganAt;
      const whole = await madeIn(alone);
      for (let time = 1; time <= kills; time++) {
        const url = await emptyDatabase();
        const killed = job(url);
        const end = ended(killed);
        await pause((tookMs * time) / (kills + 1));
        killed.kill('SIGKILL');
        await end;
        expect(await ended(job(url))).toBe(0);
        expect(await madeIn(url)).toEqual(whole);
      }
    });
  });
});
