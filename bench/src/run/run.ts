import { join, resolve } from 'node:path';
import type { BenchOptions } from './options';

export const dataDir = resolve(__dirname, '../../../.local/bench');
export const profileDir = join(dataDir, 'profiles');
export const warmUpSeconds = 2;

export interface Run {
  readonly options: BenchOptions;
  /** Aborted: the run ends as soon as it can, with an error, and stops what it started. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Work that cannot be cut short by itself; rejects at once when the run is aborted. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
  });
  return Promise.race([work, aborted]);
}
