import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { LocalStackError, startInfrastructure, type Infrastructure } from '@wallet/local-stack';
import { measureFloor } from './floor/measure-floor';
import { CpuMeter } from './machine/cpu-meter';
import { thisMachine } from './machine/machine';
import { serverPids } from './machine/server-pids';
import type { BenchOptions } from './options';
import { profileSummary } from './profile/profile-summary';
import type { Figures } from './report/figures';
import { ratios } from './report/ratios';
import { report } from './report/report';
import { startBenchStack } from './wallet/bench-stack';
import { measureWallet, type WalletFigures } from './wallet/measure-wallet';

const dataDir = resolve(__dirname, '../../.local/bench');
const profileDir = join(dataDir, 'profiles');
const warmUpSeconds = 2;

export interface Run {
  readonly options: BenchOptions;
  /** Aborted: the run ends as soon as it can, with an error, and stops what it started. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Work that cannot be cut short by itself; rejects at once when the run is aborted. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
  });
  return Promise.race([work, aborted]);
}

async function walletFigures(infrastructure: Infrastructure, { options, signal, say }: Run): Promise<WalletFigures> {
  const { seconds, profiled } = options;
  say('starting the services');
  const starting = startBenchStack({ infrastructure, dir: dataDir, profiled, profileDir, log: say });
  const stack = await unlessAborted(signal, starting);
  try {
    const services = Object.fromEntries(stack.processes.map(({ service, pid }) => [service, pid]));
    const meter = new CpuMeter({ ...services, ...serverPids(infrastructure, dataDir) });
    return await measureWallet(stack, options, { seconds, warmUpSeconds, meter, signal }, say);
  } finally {
    await stack.stop();
  }
}

async function measure(infrastructure: Infrastructure, run: Run): Promise<Figures> {
  const { options, signal, say } = run;
  const { parts, seconds } = options;
  const meter = new CpuMeter(serverPids(infrastructure, dataDir));
  const loop = { seconds, warmUpSeconds, meter, signal };
  const before = { startedAt: new Date().toISOString(), machine: thisMachine(), servers: infrastructure.sources };
  const floor = parts.includes('floor') ? await measureFloor(infrastructure, loop, say) : undefined;
  const needsWallet = parts.some((part) => part !== 'floor');
  const wallet = needsWallet ? await walletFigures(infrastructure, run) : undefined;
  return { ...before, ...(floor && { floor }), ...(wallet && { wallet }) };
}

function write(file: string, figures: Figures): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...figures, ratios: ratios(figures) }, null, 2)}\n`);
}

/** Starts what is measured, measures it, prints and writes the figures; stops what it started, also when it fails. */
export async function bench(run: Run): Promise<void> {
  const { options, signal, say } = run;
  const starting = startInfrastructure({ dataDir, log: say, fresh: true });
  const infrastructure = await unlessAborted(signal, starting);
  try {
    if (Object.values(infrastructure.sources).includes('running'))
      throw new LocalStackError('another bench is running here: wait for it');
    const figures = await measure(infrastructure, run);
    say(`\n${report(figures)}\n`);
    write(options.jsonFile, figures);
    say(`written to ${relative(process.cwd(), options.jsonFile)}`);
  } finally {
    await infrastructure.stop();
  }
  for (const service of options.profiled) {
    const file = join(profileDir, `${service}.cpuprofile`);
    say(`\n${relative(process.cwd(), file)}\n${profileSummary(file)}`);
  }
}
