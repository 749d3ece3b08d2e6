import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStackError, repositoryDir } from '@wallet/local-stack';
import { commitOf, namedCommit, previousRelease } from './previous-release';
import type { Steps } from './steps';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'previous-')));
afterAll(() => rmSync(scratch, { recursive: true }));

const git = (dir: string, ...args: string[]) =>
  execFileSync('git', ['-C', dir, '-c', 'user.name=n', '-c', 'user.email=e', ...args], { encoding: 'utf8' }).trim();

function write(root: string, file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
}

const commit = (root: string, text: string): string => {
  write(root, 'text', text);
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', text);
  return git(root, 'rev-parse', 'HEAD');
};

/** A repository of two commits, the packages of the second installed. */
function repository(name: string) {
  const root = join(scratch, name);
  mkdirSync(root);
  git(root, 'init', '--quiet');
  write(root, '.gitignore', 'node_modules\n.local\n');
  write(root, 'package-lock.json', 'the lock');
  write(root, 'libs/a/package.json', '{}');
  write(root, 'tools/patch-kafkajs.mjs', '');
  const first = commit(root, 'first');
  const last = commit(root, 'last');
  write(root, 'node_modules/a-package/index.js', 'the package');
  execFileSync('ln', ['-s', '../libs/a', join(root, 'node_modules/a')]);
  write(root, 'node_modules/.package-lock.json', 'the lock');
  return { root, first, last };
}

function steps(over: Partial<Steps> = {}) {
  const done: string[] = [];
  const all: Steps = {
    runChild: (_, args) => (done.push(`build ${args.join(' ')}`), Promise.resolve({ code: 0 })),
    installPackages: () => (done.push('install'), Promise.resolve({ code: 0 })),
    packagesAreCurrent: (dir) => existsSync(join(dir, 'node_modules/.package-lock.json')),
    ...over,
  };
  return { all, done };
}

const silent = () => undefined;

describe('release/previous.json', () => {
  it('of this repository names a commit, which is there where the history is', () => {
    const named = namedCommit(repositoryDir);
    const hasHistory =
      existsSync(join(repositoryDir, '.git')) && git(repositoryDir, 'rev-parse', '--is-shallow-repository') === 'false';
    if (hasHistory) expect(commitOf(repositoryDir, named)).toBe(named);
    else expect(() => commitOf(repositoryDir, named)).toThrow(LocalStackError);
  });

  it.each([{}, { commit: 'main' }, { commit: 8 }])('is not %j', (named) => {
    write(scratch, 'wrong/release/previous.json', JSON.stringify(named));
    expect(() => namedCommit(join(scratch, 'wrong'))).toThrow(/release\/previous\.json needs "commit"/);
  });
});

describe('a commit that is missing', () => {
  const { root } = repository('whole');
  const missing = 'a'.repeat(40);

  it('is named, with what to do', () => {
    expect(() => commitOf(root, missing)).toThrow(`this clone lacks commit ${missing}: run git fetch`);
  });

  it('is missing in a shallow clone, which says so', () => {
    const shallow = join(scratch, 'shallow');
    git(scratch, 'clone', '--quiet', '--depth', '1', `file://${root}`, shallow);
    expect(() => commitOf(shallow, missing)).toThrow(/this clone is shallow .* git fetch --unshallow/);
  });

  it('is not looked for outside of a clone', () => {
    mkdirSync(join(scratch, 'no-clone'));
    expect(() => commitOf(join(scratch, 'no-clone'), missing)).toThrow(/is no git clone/);
  });
});

describe('the last release', () => {
  const { root, first } = repository('built');
  const dir = join(root, '.local/upgrade');
  const inFirst = (file: string) => join(dir, first, file);
  const build = (all: Steps) => previousRelease({ root, dir, commit: first }, all, silent);

  it('is checked out beside, with the same packages as links of their own, and built once', async () => {
    const { all, done } = steps();
    expect(await build(all)).toEqual({ name: first.slice(0, 7), dir: join(dir, first) });
    expect(readFileSync(inFirst('text'), 'utf8')).toBe('first');
    expect(readFileSync(inFirst('node_modules/a-package/index.js'), 'utf8')).toBe('the package');
    expect(realpathSync(inFirst('node_modules/a'))).toBe(inFirst('libs/a'));
    await build(all);
    expect(done).toEqual([expect.stringMatching(/^build .*tools\/build\.mjs --projects=@wallet\/gateway,/)]);
  });

  it('is made whole where a run was interrupted', async () => {
    rmSync(inFirst('.built'));
    rmSync(inFirst('text'));
    const failing = steps({ runChild: () => Promise.resolve({ code: 1 }) });
    await expect(build(failing.all)).rejects.toThrow(/building failed \(exit code 1\)/);
    const { all, done } = steps();
    await build(all);
    expect([readFileSync(inFirst('text'), 'utf8'), done.length]).toEqual(['first', 1]);
  });

  it('is made anew when its folder was deleted', async () => {
    rmSync(dir, { recursive: true });
    await build(steps().all);
    expect(readFileSync(inFirst('text'), 'utf8')).toBe('first');
  });

  it('gets packages of its own where its lock is another', async () => {
    write(root, 'package-lock.json', 'another lock');
    const last = commit(root, 'another lock');
    write(root, 'package-lock.json', 'the lock of today');
    const { all, done } = steps();
    await previousRelease({ root, dir, commit: last }, all, silent);
    expect(done).toEqual(['install', expect.stringMatching(/^build /)]);
  });
});
