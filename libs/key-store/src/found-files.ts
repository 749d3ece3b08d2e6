import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '@wallet/service';

const looksLikeKey = /\.(?:pem|key)$/;
const fileName = /^([a-z][a-z0-9-]*)(?:\.([1-9]\d*))?\.(?:pem|key)$/;

export interface FoundFiles {
  /** One file a version, the highest version first. */
  readonly keys: readonly { readonly path: string; readonly name: string; readonly version: string }[];
  /** End as keys do, and are called as none is, or as one that is there already. */
  readonly unusable: readonly string[];
  /** Changes with any of them. */
  readonly fingerprint: string;
}

/** Throws FileFault when the folder cannot be read. */
export function findKeyFiles(dir: string): FoundFiles {
  const keys = new Map<string, FoundFiles['keys'][number]>();
  const unusable: string[] = [];
  const fingerprints: string[] = [];
  for (const file of readFolder(dir).filter((each) => looksLikeKey.test(each))) {
    const path = join(dir, file);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) continue;
    fingerprints.push([file, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(':'));
    const [matched, name = '', version = '1'] = fileName.exec(file) ?? [];
    const id = `${name}.${version}`;
    if (matched && !keys.has(id)) keys.set(id, { path, name, version });
    else unusable.push(path);
  }
  const sorted = [...keys.values()].sort((left, right) => compareVersions(right.version, left.version));
  return { keys: sorted, unusable, fingerprint: fingerprints.join() };
}

/** Of digits without leading zeros, however many. */
const compareVersions = (left: string, right: string): number =>
  left.length - right.length || (left < right ? -1 : Number(left > right));
