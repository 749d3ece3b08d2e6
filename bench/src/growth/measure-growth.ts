import { join } from 'node:path';
import type { Infrastructure, Stack } from '@wallet/local-stack';
import { brokenInvariants } from '@wallet/testkit';
import { firstTokens } from '../agreement/first-payments';
import { warmAndTakeTurns } from '../agreement/measure-agreement';
import type { AgreementFigures, Contestant, ContestantName } from '../agreement/turns-of-contestants';
import { walletContestant } from '../agreement/wallet-contestant';
import { CpuMeter } from '../machine/cpu-meter';
import { serverPids } from '../machine/server-pids';
import { dataDir, unlessAborted, warmUpSeconds, type Run } from '../run/run';
import { startBenchStack } from '../wallet/bench-stack';
import { warmUp } from '../wallet/measure-wallet';
import { catchUp } from '../wallet/notices';
import { withWallet, type WalletUnderTest } from '../wallet/wallet-under-test';
import { loadOrders } from './load-orders';

export interface GrowthFigures {
  readonly orders: number;
  readonly loadSeconds: number;
  /** Invariants that did not hold in one of the databases after all load; empty is good. */
  readonly brokenInvariants: readonly string[];
}

type Both<T> = readonly [empty: T, loaded: T];

async function withBoth<T>(
  infrastructure: Infrastructure,
  { options, signal, say }: Run,
  work: (wallets: Both<WalletUnderTest>) => Promise<T>,
): Promise<T> {
  const connections = Math.max(...options.levels, warmUp.inFlight);
  const start = (name: string): Promise<Stack> =>
    startBenchStack({ infrastructure, name, dir: join(dataDir, name), nodeArgs: {}, log: say });
  const empty = await unlessAborted(signal, start('bench'));
  try {
    const loaded = await unlessAborted(signal, start('bench_loaded'));
    try {
      return await withWallet(empty, connections, (first) =>
        withWallet(loaded, connections, (second) => work([first, second])),
      );
    } finally {
      await loaded.stop();
    }
  } finally {
    await empty.stop();
  }
}

function pidsOf([empty, loaded]: Both<WalletUnderTest>): Record<string, number> {
  const of = (which: string, { stack }: WalletUnderTest) =>
    stack.processes.map(({ service, pid }) => [`${which} ${service}`, pid] as const);
  return Object.fromEntries([...of('empty', empty), ...of('loaded', loaded)]);
}

/** With a token of each customer, and all that it took to get them told: that is what is copied. */
async function contestantOf(wallet: WalletUnderTest, name: ContestantName): Promise<Contestant> {
  const tokens = await firstTokens(wallet);
  await catchUp(wallet.database);
  return walletContestant(wallet, tokens, name);
}

/** Two stacks that differ in how much they have behind them, on the same servers; agreement payments in turns. */
export function measureGrowth(
  infrastructure: Infrastructure,
  run: Run,
): Promise<{ agreement: AgreementFigures; growth: GrowthFigures }> {
  const { options, signal, say } = run;
  const { orders, levels, seconds } = options;
  say('starting the services, twice');
  return withBoth(infrastructure, run, async (wallets) => {
    const [empty, loaded] = wallets;
    say('agreement payments: a first payment of each customer, for its token');
    const contestants = [await contestantOf(empty, 'agreement'), await contestantOf(loaded, 'agreementLoaded')];
    const startedAt = Date.now();
    await loadOrders(loaded.database, { count: orders, signal, say });
    const loadSeconds = (Date.now() - startedAt) / 1_000;
    const meter = new CpuMeter({ ...pidsOf(wallets), ...serverPids(infrastructure, dataDir) });
    const loop = { seconds, warmUpSeconds, signal };
    const agreement = await warmAndTakeTurns(contestants, meter, { levels, loop, say });
    const broken = [];
    for (const { stack } of wallets) broken.push(...(await brokenInvariants(stack)));
    return { agreement, growth: { orders, loadSeconds, brokenInvariants: broken } };
  });
}
