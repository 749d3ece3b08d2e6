import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LocalStackError, type Log } from '@wallet/local-stack';
import { buildOnce } from './build-release';
import type { Release, Steps } from './steps';

const named = 'release/previous.json';

/** The commit of the last release, by `release/previous.json` of a repository. Throws LocalStackError when it names none. */
export function namedCommit(root: string): string {
  const { commit } = JSON.parse(readFileSync(join(root, named), 'utf8')) as { commit?: unknown };
  if (typeof commit === 'string' && /^[0-9a-f]{40}$/.test(commit)) return commit;
  throw new LocalStackError(`${named} needs "commit": the 40 digits of the commit of the last release`);
}

const git = (dir: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', dir, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The whole id of a commit. Throws LocalStackError with what to do when this clone does not have it. */
export function commitOf(root: string, name: string): string {
  const commit = tried(() => git(root, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`));
  if (commit !== undefined) return commit;
  const isShallow = tried(() => git(root, 'rev-parse', '--is-shallow-repository'));
  if (isShallow === undefined)
    throw new LocalStackError(`the release before is built from git's history, and ${root} is no git clone: clone it`);
  if (isShallow === 'true')
    throw new LocalStackError(`this clone is shallow and lacks commit ${name}: run git fetch --unshallow`);
  throw new LocalStackError(`this clone lacks commit ${name}: run git fetch, and look at ${named}`);
}

/** A worktree of the commit as it was committed; what an interrupted run left is made whole, and builds in it stay. */
function checkOut(root: string, dir: string, commit: string): void {
  const isThere = existsSync(dir) && tried(() => git(dir, 'rev-parse', '--show-toplevel')) === realpathSync(dir);
  if (isThere && tried(() => git(dir, 'reset', '--hard', '--quiet', commit)) !== undefined) return;
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dirname(dir), { recursive: true });
  git(root, 'worktree', 'prune');
  git(root, 'worktree', 'add', '--force', '--detach', dir, commit);
}

export interface Previous {
  /** The repository. */
  readonly root: string;
  /** Where releases are built. */
  readonly dir: string;
  /** In the place of the one that is named: a commit, a branch or a tag. */
  readonly commit?: string | undefined;
}

/** The last release, built in a worktree; once for each commit. */
export async function previousRelease({ root, dir, ...wanted }: Previous, steps: Steps, say: Log): Promise<Release> {
  const commit = commitOf(root, wanted.commit ?? namedCommit(root));
  const release = { name: commit.slice(0, 7), dir: join(dir, commit) };
  await buildOnce({ root, release, stamp: commit, prepare: () => checkOut(root, release.dir, commit) }, steps, say);
  return release;
}
