import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LocalStackError, type Log } from '@wallet/local-stack';
import { buildOnce } from './build-release';
import { changes as all, type Change } from './changes';
import type { Release, Steps } from './steps';

/** The text of a file in the next release. Throws LocalStackError when a change does not fit exactly once. */
export function changed(file: string, text: string, changes: readonly Change[] = all): string {
  return changes
    .filter((change) => change.file === file)
    .reduce((before, { from, to }) => {
      const [head, tail, ...more] = before.split(from);
      if (head === undefined || tail === undefined || more.length > 0)
        throw new LocalStackError(
          `the made-up next release does not fit ${file}: change tools/nemesis/src/releases/changes.ts, it looks for\n${from}`,
        );
      return head + to + tail;
    }, text);
}

/** Today's sources, committed or not, as paths from the root. */
function sourcesOf(root: string): string[] {
  const args = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', args, { encoding: 'utf8', maxBuffer: 16 << 20 }).split('\0');
  return files.filter((file) => file !== '' && existsSync(join(root, file)) && statSync(join(root, file)).isFile());
}

type Contents = ReadonlyMap<string, Buffer>;

function nextContents(root: string): Contents {
  const changedFiles = new Set(all.map(({ file }) => file));
  return new Map(
    sourcesOf(root).map((file) => {
      const content = readFileSync(join(root, file));
      return [file, changedFiles.has(file) ? Buffer.from(changed(file, content.toString())) : content];
    }),
  );
}

const kept = new Set(['node_modules', 'dist', '.nx', '.built']);

function filesBelow(dir: string, folder = ''): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(join(dir, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (kept.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) return [];
    return entry.isDirectory() ? filesBelow(dir, file) : [file];
  });
}

/** Only what differs, so that only that is built again. */
function write(dir: string, contents: Contents): void {
  for (const file of filesBelow(dir)) if (!contents.has(file)) rmSync(join(dir, file));
  for (const [file, content] of contents) {
    const target = join(dir, file);
    if (existsSync(target) && readFileSync(target).equals(content)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function stampOf(contents: Contents): string {
  const hash = createHash('sha256');
  for (const [file, content] of contents) hash.update(`${file}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}

/** A release that may come after today's: today's sources with the changes. Built anew when one of them differs. */
export async function nextRelease(root: string, dir: string, steps: Steps, say: Log): Promise<Release> {
  const contents = nextContents(root);
  const release = { name: 'next', dir: join(dir, 'next') };
  const stamp = stampOf(contents);
  await buildOnce({ root, release, stamp, prepare: () => write(release.dir, contents) }, steps, say);
  return release;
}
