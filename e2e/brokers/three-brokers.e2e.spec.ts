import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { startInfrastructure, startKafkaCluster, type Infrastructure, type KafkaCluster } from '@wallet/local-stack';
import { Binding } from '../support/binding';
import { startWallet, type Wallet } from '../support/wallet';
import { SteadyLoad, type Answered } from '../support/steady-load';

const perSecond = 30;
const killEveryMs = 20_000;
/** The acceptance run has 180. */
const killedSeconds = Number(process.env.KILLED_SECONDS ?? 180);
const outageSeconds = 60;
/** The cluster misses a broker after 3 s; then leaders and coordinators of groups move. */
const noticedMs = 6_000;
const finalWithinMs = 60_000;
const unlimited = 'HKD:1000000000000000';
const limits = { DAILY_AMOUNT_LIMITS: unlimited, AGREEMENT_DAILY_LIMITS: unlimited, DAILY_COUNT_LIMIT: '1000000000' };

const tell = (figures: string): void => void process.stdout.write(`${figures}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

describe('three brokers, each record on all, of which two must have it', () => {
  jest.setTimeout(420_000);
  const home = join(__dirname, '../../.local/brokers');
  let infrastructure: Infrastructure;
  let cluster: KafkaCluster;
  let wallet: Wallet;
  let tokens: string[];

  beforeAll(async () => {
    rmSync(join(home, 'kafka'), { recursive: true, force: true });
    const log = () => undefined;
    infrastructure = await startInfrastructure({ dataDir: join(home, 'servers'), log, sources: 'native', fresh: true });
    cluster = await startKafkaCluster({ dataDir: join(home, 'kafka'), count: 3, log });
    const kafkaBrokers = cluster.brokers.map(({ address }) => address);
    const env = { payments: limits, common: { KAFKA_PARTITIONS: '3' } };
    wallet = await startWallet('brokers', { infrastructure: { ...infrastructure, kafkaBrokers }, env });
    const customers = await wallet.customers(10, '100000000');
    tokens = await Promise.all(
      customers.map(async (customer) => (await new Binding(wallet, customer).bind()).accessToken),
    );
  }, 240_000);
  afterAll(async () => {
    await wallet?.stop();
    await cluster?.stop();
    await infrastructure?.stop();
  }, 60_000);

  const isUnknown = ({ result }: Answered): boolean => result.startsWith('U');
  const slowest = (calls: readonly Answered[]): number => Math.max(0, ...calls.map(({ ms }) => ms));

  it('one is killed every 20 s: nothing is refused or lost, and what is unknown is healed by a repeat', async () => {
    const load = new SteadyLoad(wallet, tokens);
    const kills: number[] = [];
    const killing = (async () => {
      for (let turn = 0; turn * killEveryMs < killedSeconds * 1_000; turn++) {
        const broker = cluster.brokers[turn % 3]!;
        kills.push(Date.now());
        await broker.kill();
        await pause(kills.at(-1)! + killEveryMs / 2 - Date.now());
        await broker.start();
        await pause(kills.at(-1)! + killEveryMs - Date.now());
      }
    })();
    await Promise.all([load.run(perSecond, killedSeconds), killing]);
    await load.final(finalWithinMs);
    const unknown = load.calls.filter(isUnknown);
    const sinceKill = ({ at, ms }: Answered) => at + ms - Math.max(...kills.filter((kill) => kill <= at + ms));
    const lastUnknownMs = Math.max(0, ...unknown.map(sinceKill));
    tell(
      `${load.payments.length} payments, ${kills.length} kills, ${unknown.length} U, the last ` +
        `${lastUnknownMs} ms after its kill, slowest answer ${slowest(load.calls)} ms`,
    );
    expect(lastUnknownMs).toBeLessThan(noticedMs);
    await load.expectPaidOnce();
  });

  it('two are dead for 60 s: all is answered, soon within 1 s, and final 60 s after', async () => {
    const load = new SteadyLoad(wallet, tokens);
    const two = cluster.brokers.slice(0, 2);
    const killedAt = Date.now();
    await Promise.all(two.map((broker) => broker.kill()));
    await load.run(perSecond, outageSeconds);
    const duringOutage = load.calls.filter(({ at }) => at > killedAt + noticedMs);
    await Promise.all(two.map((broker) => broker.start()));
    const backAt = Date.now();
    await load.final(finalWithinMs);
    tell(
      `${load.payments.length} payments, slowest answer ${slowest(load.calls)} ms, ${slowest(duringOutage)} ms from ` +
        `the sixth second on, all final ${Date.now() - backAt} ms after`,
    );
    const soon = duringOutage.filter(({ ms }) => ms < 1_000);
    expect(soon.length).toBeGreaterThan(0.99 * duringOutage.length);
    await load.expectPaidOnce();
  });
});
