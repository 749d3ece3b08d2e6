import { join } from 'node:path';
import { LocalStackError, repositoryDir, type Log } from '@wallet/local-stack';
import { nextRelease } from '../releases/next-release';
import { previousRelease } from '../releases/previous-release';
import type { Release, Steps } from '../releases/steps';
import type { WalkFigures } from './figures';
import { parseUpgradeOptions, type UpgradeOptions, type WalkName } from './options';
import { report } from './report';
import { runWalk } from './run-walk';

const dir = join(repositoryDir, '.local/upgrade');
const data = join(repositoryDir, '.local/upgrade-walk');
const today: Release = { name: 'today', dir: repositoryDir };

/** Both releases of a walk, built. */
async function releasesOf(name: WalkName, { previous }: UpgradeOptions, steps: Steps, say: Log) {
  if (name === 'next') return { older: today, newer: await nextRelease(repositoryDir, dir, steps, say) };
  return { older: await previousRelease({ root: repositoryDir, dir, commit: previous }, steps, say), newer: today };
}

async function walkAll(options: UpgradeOptions, steps: Steps, signal: AbortSignal): Promise<boolean> {
  const say = options.json ? console.error : console.log;
  const all: WalkFigures[] = [];
  for (const name of options.walk) {
    const releases = await releasesOf(name, options, steps, say);
    signal.throwIfAborted();
    const figures = await runWalk({ name, ...releases, options, dir: data, say }, signal);
    say(`\n${report(figures)}\n`);
    all.push(figures);
  }
  if (options.json) console.log(JSON.stringify(all, null, 2));
  return all.every(({ violations }) => violations.length === 0);
}

/** Resolves with the exit code. */
export async function upgrade(args: readonly string[], steps: Steps): Promise<number> {
  const options = parseUpgradeOptions(args);
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return (await walkAll(options, steps, stop.signal)) ? 0 : 1;
  } catch (error) {
    if (stop.signal.aborted) return 130;
    console.error(error instanceof LocalStackError ? error.message : error);
    return 1;
  }
}
