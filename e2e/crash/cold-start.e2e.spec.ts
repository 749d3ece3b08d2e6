import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { servicesWith, startInfrastructure, type Infrastructure, type ServiceProcess } from '@wallet/local-stack';
import { Bus } from '../support/bus';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { startWallet, type Wallet } from '../support/wallet';

/** The acceptance run: COLD_STARTS=10 LATE_SECONDS=90. Each start has an order of its own, which it prints when it fails. */
const starts = Number(process.env.COLD_STARTS ?? 1);
const lateMs = Number(process.env.LATE_SECONDS ?? 5) * 1_000;
const readyWithinMs = 30_000;

const servers = ['postgres', 'redis', 'kafka'] as const;
const owners = servicesWith('DATABASE_URL');

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);

describe('a start in any order', () => {
  let infrastructure: Infrastructure;
  let wallet: Wallet;
  const died: string[] = [];

  beforeAll(async () => {
    const dataDir = join(__dirname, '../../.local/cold-start');
    infrastructure = await startInfrastructure({ dataDir, log: () => undefined, sources: 'native', fresh: true });
    wallet = await startWallet('cold_start', {
      infrastructure,
      env: { common: { BOOT_PATIENCE_SECONDS: '0' } },
      died: ({ name }, how) => void died.push(`${name}: ${how}`),
    });
  }, 180_000);
  afterAll(async () => {
    await wallet?.stop();
    await infrastructure?.stop();
  }, 60_000);

  const ours = (): ServiceProcess[] => wallet.stack.processes.filter(({ service }) => service !== 'simulator');

  /** All that is ours stands still, and the database knows no schema of it. */
  async function stopAll(): Promise<void> {
    await Promise.all(ours().map((process) => process.kill('SIGTERM')));
    for (const owner of owners) await wallet.database.query(`drop schema ${owner} cascade`);
    await Promise.all(servers.map((server) => infrastructure[server].stop()));
  }

  function migrate(): void {
    for (const owner of shuffled(owners)) {
      const entry = join(__dirname, '../../apps', owner, 'dist/migrate.js');
      execFileSync(process.execPath, [entry], { env: { ...process.env, DATABASE_URL: wallet.stack.databaseUrl } });
    }
  }

  it.each(Array.from({ length: starts }, (_, index) => index + 1))(
    'start %i: services first, then the servers, the migrations last: nothing ends, and a payment works',
    async () => {
      await stopAll();
      const order = shuffled(ours());
      const starting = order.map((process) => process.restart().catch(() => process.waitReady()));
      await pause(lateMs);
      for (const server of shuffled(servers)) await infrastructure[server].start();
      migrate();
      const migratedAt = performance.now();
      await Promise.all(starting);
      const readyAfterMs = performance.now() - migratedAt;

      expect({ died, order: order.map(({ name }) => name) }).toMatchObject({ died: [] });
      expect(readyAfterMs).toBeLessThan(readyWithinMs);
      const payment = new EasyPayOrder(wallet, await wallet.customer());
      const verifyRequestId = await payment.open();
      expect(resultOf(await payment.verify(verifyRequestId, await payment.code()))).toBe('S SUCCESS');
      const bus = new Bus(wallet.stack);
      const letters = (await bus.topics()).filter((topic) => topic.endsWith('.dead-letter.v1'));
      expect(await bus.read(letters)).toEqual([]);
    },
    lateMs + 180_000,
  );
});
