import { setTimeout as sleep } from 'node:timers/promises';
import type { Loop } from '../floor/measure-floor';
import { closedLoop, type Point } from '../load/closed-loop';
import { evaluation, flow, Turns } from '../load/wallet-load';
import type { CpuSeconds } from '../machine/cpu-meter';
import type { BenchOptions } from '../run/options';
import { catchUp, type Backlog } from './notices';
import type { WalletUnderTest } from './wallet-under-test';

export interface FlowPoint extends Point {
  readonly notices: Backlog;
}

export interface WalletPoints {
  /** CPU seconds used in `seconds` without any load. */
  readonly idle: { readonly seconds: number; readonly cpu: CpuSeconds };
  readonly evaluations: readonly Point[];
  readonly flows: readonly FlowPoint[];
}

export interface WalletFigures extends WalletPoints {
  /** Invariants of the books that did not hold after all load; empty is good. */
  readonly brokenInvariants: readonly string[];
}

const settleSeconds = 5;
const idleSeconds = 10;
/** The broker's and our code are compiled while they run: without this the first points would measure that. */
export const warmUp = { inFlight: 64, seconds: 15 };

async function idle({ meter, signal }: Loop): Promise<WalletFigures['idle']> {
  await sleep(settleSeconds * 1_000, undefined, { signal });
  const before = meter.read();
  await sleep(idleSeconds * 1_000, undefined, { signal });
  return { seconds: idleSeconds, cpu: meter.since(before) };
}

/** The running stack, first without load, then with evaluations and with whole flows. */
export async function measureWallet(
  { clients, database, loginIds }: WalletUnderTest,
  { parts, levels }: BenchOptions,
  loop: Loop,
  say: (line: string) => void,
): Promise<WalletPoints> {
  say('idle: the six processes without load');
  const atRest = await idle(loop);
  if (parts.includes('evaluations') || parts.includes('flows')) {
    say('warming up');
    await closedLoop(flow(clients, new Turns(loginIds, warmUp.inFlight)), { ...loop, ...warmUp });
  }
  const evaluations: Point[] = [];
  for (const inFlight of parts.includes('evaluations') ? levels : []) {
    say(`evaluations: ${inFlight} in flight`);
    evaluations.push(await closedLoop(evaluation(clients, new Turns(loginIds, inFlight)), { ...loop, inFlight }));
  }
  const flows: FlowPoint[] = [];
  for (const inFlight of parts.includes('flows') ? levels : []) {
    say(`flows: ${inFlight} in flight`);
    const point = await closedLoop(flow(clients, new Turns(loginIds, inFlight)), { ...loop, inFlight });
    flows.push({ ...point, notices: await catchUp(database) });
  }
  return { idle: atRest, evaluations, flows };
}
