import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CpuMeter, CpuSeconds } from '../machine/cpu-meter';
import { summarise, type Summary } from './latencies';

export interface LoopOptions {
  readonly inFlight: number;
  /** Length of the measured window; `warmUpSeconds` come before it. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly meter: CpuMeter;
  /** Aborted: the loop ends early and throws. */
  readonly signal: AbortSignal;
}

export interface Point extends Summary {
  readonly inFlight: number;
  /** CPU seconds used in the measured window, by process. */
  readonly cpu: CpuSeconds;
  readonly seconds: number;
  /** What went wrong in the measured window, and how often. Not part of the rate and the latencies. */
  readonly errors: Readonly<Record<string, number>>;
}

/** One measured window of a closed loop. */
export interface Window {
  readonly latenciesMs: readonly number[];
  readonly seconds: number;
  readonly cpu: CpuSeconds;
  readonly errors: Readonly<Record<string, number>>;
}

/** One operation by worker number `worker` (from 0). Throws when the outcome is not the right one. */
export type Operation = (worker: number) => Promise<void>;

const pauseAfterErrorMs = 20;

function sums(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = new Set(all.flatMap((each) => Object.keys(each)));
  return Object.fromEntries([...names].map((name) => [name, all.reduce((sum, each) => sum + (each[name] ?? 0), 0)]));
}

/** All that was measured in some windows at one number in flight, as if it had been one window. */
export function pooled(inFlight: number, windows: readonly Window[]): Point {
  const seconds = windows.reduce((sum, window) => sum + window.seconds, 0);
  const summary = summarise(
    windows.flatMap(({ latenciesMs }) => latenciesMs),
    seconds,
  );
  const cpu = sums(windows.map((window) => window.cpu));
  return { inFlight, seconds, cpu, ...summary, errors: sums(windows.map((window) => window.errors)) };
}

/** Workers that each repeat the operation, the next as soon as the last is done. What ends in the window counts. */
export async function closedLoop(operation: Operation, options: LoopOptions): Promise<Point> {
  return pooled(options.inFlight, [await closedWindow(operation, options)]);
}

/** As `closedLoop`, with each latency. */
export async function closedWindow(operation: Operation, options: LoopOptions): Promise<Window> {
  const { inFlight, seconds, warmUpSeconds, meter, signal } = options;
  let latenciesMs: number[] = [];
  let errors: Record<string, number> = {};
  let isOver = false;
  const work = async (worker: number): Promise<void> => {
    while (!isOver) {
      const startedAt = performance.now();
      try {
        await operation(worker);
        latenciesMs.push(performance.now() - startedAt);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        errors[text] = (errors[text] ?? 0) + 1;
        await sleep(pauseAfterErrorMs);
      }
    }
  };
  const workers = Array.from({ length: inFlight }, (_, worker) => work(worker));
  try {
    await sleep(warmUpSeconds * 1_000, undefined, { signal });
    [latenciesMs, errors] = [[], {}];
    const [before, startedAt] = [meter.read(), performance.now()];
    await sleep(seconds * 1_000, undefined, { signal });
    const elapsed = (performance.now() - startedAt) / 1_000;
    return { latenciesMs: [...latenciesMs], seconds: elapsed, cpu: meter.since(before), errors: { ...errors } };
  } finally {
    isOver = true;
    await Promise.all(workers);
  }
}
