import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Infrastructure } from '@wallet/local-stack';
import { brokenInvariants } from '@wallet/testkit';
import type { PeerSetting } from './agreement/peer-contestant';
import type { AgreementFigures } from './agreement/turns-of-contestants';
import { firstTokens } from './agreement/first-payments';
import { measureAgreement } from './agreement/measure-agreement';
import { measureFloor } from './floor/measure-floor';
import { measureGrowth } from './growth/measure-growth';
import { CpuMeter } from './machine/cpu-meter';
import { thisMachine } from './machine/machine';
import { weigh } from './machine/process-weight';
import { serverPids } from './machine/server-pids';
import type { BenchOptions, Part, Profiled } from './run/options';
import { measureOverload, type OverloadFigures } from './overload/measure-overload';
import type { Figures } from './report/figures';
import { dataDir, profileDir, unlessAborted, warmUpSeconds, type Run } from './run/run';
import { startBenchStack } from './wallet/bench-stack';
import { measureWallet, warmUp } from './wallet/measure-wallet';
import { withWallet, type WalletUnderTest } from './wallet/wallet-under-test';

const partsOfWallet: readonly Part[] = ['evaluations', 'flows', 'agreement', 'overload'];

const connectionsFor = ({ levels }: BenchOptions): number => Math.max(...levels, warmUp.inFlight);

/** Node's arguments of what shall be profiled. */
function nodeArgs({ profiled }: BenchOptions): Partial<Record<Profiled, string[]>> {
  if (profiled.length > 0) mkdirSync(profileDir, { recursive: true });
  const args = (name: Profiled) => ['--cpu-prof', `--cpu-prof-dir=${profileDir}`, `--cpu-prof-name=${name}.cpuprofile`];
  return Object.fromEntries(profiled.map((name) => [name, args(name)]));
}

function peerSetting({ databaseUrl }: Infrastructure, options: BenchOptions): PeerSetting | undefined {
  if (!options.parts.includes('peer')) return undefined;
  const { peer = [] } = nodeArgs(options);
  return { databaseUrl, dir: join(dataDir, 'peer'), connections: connectionsFor(options), nodeArgs: peer };
}

/** Undefined: not asked for. `pids` are those of the services. */
async function agreementFigures(
  infrastructure: Infrastructure,
  { options, signal, say }: Run,
  given: { readonly wallet?: WalletUnderTest; readonly pids?: Readonly<Record<string, number>> } = {},
): Promise<AgreementFigures | undefined> {
  const { parts, levels, seconds } = options;
  const wallet = parts.includes('agreement') ? given.wallet : undefined;
  const peer = peerSetting(infrastructure, options);
  if (!wallet && !peer) return undefined;
  const pids = { ...given.pids, ...serverPids(infrastructure, dataDir) };
  return measureAgreement({ wallet, peer, levels, loop: { seconds, warmUpSeconds, signal }, pids, say });
}

async function overloadFigures(
  { options, signal, say }: Run,
  wallet: WalletUnderTest,
  pids: Readonly<Record<string, number>>,
): Promise<OverloadFigures | undefined> {
  if (!options.parts.includes('overload')) return undefined;
  const { gateway } = pids;
  if (options.gatewayNice !== undefined && gateway !== undefined) weigh(gateway, options.gatewayNice);
  say('overload: a first payment of each customer, for its token');
  return measureOverload({
    wallet,
    accessTokens: await firstTokens(wallet),
    pids,
    seconds: options.seconds,
    signal,
    say,
    gatewayNice: options.gatewayNice,
  });
}

type StackFigures = Pick<Figures, 'wallet' | 'agreement' | 'overload'>;

async function stackFigures(infrastructure: Infrastructure, run: Run): Promise<StackFigures> {
  const { options, signal, say } = run;
  say('starting the services');
  const starting = startBenchStack({
    infrastructure,
    name: 'bench',
    dir: join(dataDir, 'stack'),
    nodeArgs: nodeArgs(options),
    log: say,
  });
  const stack = await unlessAborted(signal, starting);
  try {
    const pids = Object.fromEntries(stack.processes.map(({ service, pid }) => [service, pid]));
    const meter = new CpuMeter({ ...pids, ...serverPids(infrastructure, dataDir) });
    const loop = { seconds: options.seconds, warmUpSeconds, meter, signal };
    return await withWallet(stack, connectionsFor(options), async (wallet) => {
      const points = await measureWallet(wallet, options, loop, say);
      const agreement = await agreementFigures(infrastructure, run, { wallet, pids });
      const overload = await overloadFigures(run, wallet, pids);
      const broken = await brokenInvariants(stack);
      return {
        wallet: { ...points, brokenInvariants: broken },
        ...(agreement && { agreement }),
        ...(overload && { overload }),
      };
    });
  } finally {
    await stack.stop();
  }
}

/** All that is asked for, against running servers. */
export async function measure(infrastructure: Infrastructure, run: Run): Promise<Figures> {
  const { options, signal, say } = run;
  const { parts, seconds } = options;
  const meter = new CpuMeter(serverPids(infrastructure, dataDir));
  const loop = { seconds, warmUpSeconds, meter, signal };
  const before = { startedAt: new Date().toISOString(), machine: thisMachine(), servers: infrastructure.sources };
  if (options.orders > 0) return { ...before, ...(await measureGrowth(infrastructure, run)) };
  const floor = parts.includes('floor') ? await measureFloor(infrastructure, loop, say) : undefined;
  const known = { ...before, ...(floor && { floor }) };
  if (parts.some((part) => partsOfWallet.includes(part)))
    return { ...known, ...(await stackFigures(infrastructure, run)) };
  const agreement = await agreementFigures(infrastructure, run);
  return { ...known, ...(agreement && { agreement }) };
}
