import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What an installation is made of. */
const sources = ['package-lock.json', 'tools/patch-kafkajs.mjs'];

export function packagesAreTheSame(root: string, other: string): boolean {
  const text = (dir: string): string =>
    sources.map((file) => (existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : '')).join('\0');
  return text(root) === text(other);
}

/** `node_modules` of the root and of its workspaces, as paths from the root. */
function packageFolders(root: string, dir = '.', depth = 0): string[] {
  return readdirSync(join(root, dir), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      if (name === 'node_modules') return [join(dir, name)];
      return depth < 2 ? packageFolders(root, join(dir, name), depth + 1) : [];
    });
}

/** Written last: with it the packages count as whole. */
const lock = 'node_modules/.package-lock.json';
const isOfOne = (name: string): boolean => ['.package-lock.json', '.install-under-way'].includes(name);

/** Links from npm to the workspaces are relative, so that in the copy they lead to its own. */
function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (isOfOne(entry.name)) continue;
    if (entry.isDirectory()) link(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}

/** Gives `other` the packages of `root` as hard links, which take no room. */
export function linkPackages(root: string, other: string): void {
  for (const folder of packageFolders(root)) {
    if (!existsSync(join(other, dirname(folder)))) continue;
    const target = join(other, folder);
    rmSync(target, { recursive: true, force: true });
    link(join(root, folder), target);
  }
  writeFileSync(join(other, lock), readFileSync(join(root, lock)));
}
