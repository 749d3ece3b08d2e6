import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '@wallet/local-stack';
import { History } from '../load/history';
import { planLoad } from '../plan/load-plan';
import { Random } from '../plan/random';
import type { Release } from '../releases/steps';
import { registerCustomers } from '../world/customers';
import { walkFigures, type WalkFigures } from './figures';
import type { UpgradeOptions, WalkName } from './options';
import { route } from './route';
import { startWallet } from './start-wallet';
import { Walk } from './walk';

/** No walk takes so long. */
const mostSeconds = 1_800;
/** Beside the flows of the nemesis. */
const weights = { binding: 10 };

export interface WalkRun {
  readonly name: WalkName;
  readonly older: Release;
  readonly newer: Release;
  readonly options: Pick<UpgradeOptions, 'rate' | 'seconds' | 'seed' | 'strictReaders'>;
  /** For data, logs and the history. */
  readonly dir: string;
  readonly say: Log;
}

const interruption = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true });
  });

/** A whole walk with a wallet of its own: start, load and restarts, checks, stop. */
export async function runWalk(run: WalkRun, signal: AbortSignal): Promise<WalkFigures> {
  const { name, older, newer, options, dir, say } = run;
  const { rate, seconds, seed, strictReaders } = options;
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const holds = name === 'next';
  const selfExits: string[] = [];
  const onSelfExit = (line: string): void => {
    say(line);
    selfExits.push(`died by itself: ${line}`);
  };
  say(`starting the services, all of ${older.name}`);
  const wallet = await startWallet({ dir, release: older.dir, strict: strictReaders, say, onSelfExit });
  const history = new History(join(dir, `history-${name}.jsonl`));
  try {
    signal.throwIfAborted();
    say('registering customers, of whom some agree to pay without a code');
    const customers = await registerCustomers(wallet, signal);
    const load = planLoad(new Random(String(seed)).named(name), { seconds: mostSeconds, rate, weights });
    const stages = route(older.name, newer.name, holds);
    const walk = new Walk({ wallet, customers, history, dir, say }, signal);
    const going = walk.go({ stages, releases: { older, newer }, load, secondsAStage: seconds });
    const { outcome, spans } = await Promise.race([going, interruption(signal)]);
    const violations = [...outcome.violations, ...selfExits];
    const walked = { spans, entries: history.entries, outcome: { ...outcome, violations }, holds };
    return walkFigures({ older: older.name, newer: newer.name, rate, ...walked });
  } finally {
    say('stopping');
    await wallet.stop();
    await history.close();
  }
}
