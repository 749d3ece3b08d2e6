import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../load/latencies';
import { catchUp, type Backlog } from '../wallet/notices';
import type { WalletUnderTest } from '../wallet/wallet-under-test';
import { findKnee, type Trial } from './find-knee';
import { GeneratorProcess } from './generator-process';
import { MemoryWatch } from './memory-watch';
import type { Fate, Phase, PhaseOutcome } from './phase';

/** What a rate does, with notices on. */
export interface OverloadPoint {
  /** Of the knee. */
  readonly share: number;
  readonly rate: number;
  readonly seconds: number;
  /** S a second. */
  readonly goodput: number;
  readonly counts: Readonly<Record<Fate, number>>;
  readonly paidP50Ms: number;
  readonly paidP99Ms: number;
  readonly shedP50Ms: number;
  readonly shedP99Ms: number;
  /** Of a process beside it that refuses everything and does nothing else: what this machine asks of any. */
  readonly bareP50Ms: number;
  readonly bareP99Ms: number;
  /** Of the process that sends; the latencies are without it. */
  readonly ownDelayMs: number;
  /** After the load, until half the knee is answered as it was before; undefined: not within 15 s. */
  readonly recoverySeconds: number | undefined;
  readonly notices: Backlog;
  /** The most MiB that each service held. */
  readonly memoryMiB: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
}

export interface OverloadFigures {
  /** Calls a second. */
  readonly knee: number;
  /** What the gateway was given beside the other processes; undefined: the same. */
  readonly gatewayNice: number | undefined;
  readonly points: readonly OverloadPoint[];
}

export interface OverloadSetting extends Pick<OverloadFigures, 'gatewayNice'> {
  readonly wallet: WalletUnderTest;
  readonly accessTokens: readonly string[];
  /** Of the services. */
  readonly pids: Readonly<Record<string, number>>;
  /** Of each measured window. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

const shares = [0.5, 1, 1.5, 2] as const;
const warmUp = { rate: 100, seconds: 15 };
const firstRate = 300;
const trialSeconds = 5;
const restMs = 2_000;
const recoveryPhaseSeconds = 15;
const noticePatienceSeconds = 120;

/** Payments by agreement at fixed rates, whatever becomes of them: where the wallet's knee is, and what it does beyond. */
export async function measureOverload(setting: OverloadSetting): Promise<OverloadFigures> {
  const generator = new GeneratorProcess();
  try {
    setting.say('overload: warming up');
    await send(generator, setting, [warmUp]);
    const { rate: knee } = await findKnee(firstRate, (rate) => trial(generator, setting, rate));
    setting.say(`overload: the knee is at ${knee} a second`);
    const points: OverloadPoint[] = [];
    for (const share of shares) points.push(await point(generator, setting, { share, knee }));
    return { knee, gatewayNice: setting.gatewayNice, points };
  } finally {
    generator.stop();
  }
}

async function trial(generator: GeneratorProcess, setting: OverloadSetting, rate: number): Promise<Trial> {
  setting.say(`overload: ${rate} a second for ${trialSeconds} s`);
  const [outcome] = await send(generator, setting, [{ rate, seconds: trialSeconds }]);
  await catchUp(setting.wallet.database, { patienceSeconds: noticePatienceSeconds });
  await sleep(restMs, undefined, { signal: setting.signal });
  const { paidMs = [] } = outcome ?? {};
  return { rate, goodput: paidMs.length / trialSeconds, p99Ms: percentile(paidMs, 0.99) };
}

async function point(
  generator: GeneratorProcess,
  setting: OverloadSetting,
  { share, knee }: { readonly share: number; readonly knee: number },
): Promise<OverloadPoint> {
  const { seconds, wallet, pids, say } = setting;
  const rate = Math.round(share * knee);
  const afterwards = { rate: Math.round(knee / 2), seconds: recoveryPhaseSeconds };
  say(`overload: ${share} x the knee, ${rate} a second for ${seconds} s`);
  const memory = new MemoryWatch(pids);
  const [loaded, recovery] = await send(generator, setting, [{ rate, seconds }, afterwards]);
  const notices = await catchUp(wallet.database, { patienceSeconds: noticePatienceSeconds });
  if (!loaded || !recovery) throw new Error('the generator left out a phase');
  const { counts, paidMs, shedMs, bareMs, ownDelayMs, errors } = loaded;
  return {
    share,
    rate,
    seconds,
    goodput: counts.paid / seconds,
    counts,
    paidP50Ms: percentile(paidMs, 0.5),
    paidP99Ms: percentile(paidMs, 0.99),
    shedP50Ms: percentile(shedMs, 0.5),
    shedP99Ms: percentile(shedMs, 0.99),
    bareP50Ms: percentile(bareMs, 0.5),
    bareP99Ms: percentile(bareMs, 0.99),
    ownDelayMs,
    recoverySeconds: recoverySecondsOf(recovery),
    notices,
    memoryMiB: memory.stop(),
    errors,
  };
}

/** The first second from which on nearly all calls were paid. */
function recoverySecondsOf({ phase, paidBySecond }: PhaseOutcome): number | undefined {
  const bad = paidBySecond.findLastIndex((paid) => paid < 0.97 * phase.rate);
  return bad === paidBySecond.length - 1 ? undefined : bad + 1;
}

function send(
  generator: GeneratorProcess,
  { wallet, accessTokens, signal }: OverloadSetting,
  phases: readonly Phase[],
): Promise<readonly PhaseOutcome[]> {
  const { stack, clientId, clients } = wallet;
  const load = {
    gatewayUrl: stack.gatewayUrls[0] ?? '',
    clientId,
    party: clients.party,
    alipayplusKeyFile: stack.keys.alipayplusPrivate,
    accessTokens,
    phases,
  };
  return generator.send(load, signal);
}
