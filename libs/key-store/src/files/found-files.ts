import { lstatSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isKeyVersion, newestFirst } from '@wallet/kernel';
import { readFolder } from '@wallet/service';

const looksLikeKey = /\.(?:pem|key|active)$/;
const keyName = /^([a-z][a-z0-9-]*)(?:\.(\d+))?\.(?:pem|key)$/;
const activeName = /^([a-z][a-z0-9-]*)\.active$/;

export interface FoundFile {
  /** As the operator knows it. */
  readonly file: string;
  /** Where it is read: the same, or its place in the generation that was found. */
  readonly path: string;
  readonly name: string;
}

export interface FoundFiles {
  /** Where they were found. */
  readonly place: string;
  /** One file a version, the highest version first. */
  readonly keys: readonly (FoundFile & { readonly version: string })[];
  /** `<name>.active`. */
  readonly actives: readonly FoundFile[];
  /** End as keys do, and are called as none is, or as one that is there already. */
  readonly unusable: readonly string[];
  /** Changes with any of them. */
  readonly fingerprint: string;
}

/** Throws FileFault when the folder cannot be read. */
export function findKeyFiles(dir: string): FoundFiles {
  const place = generationOf(dir);
  const keys = new Map<string, FoundFiles['keys'][number]>();
  const actives: FoundFile[] = [];
  const unusable: string[] = [];
  const fingerprints: string[] = [place];
  for (const each of readFolder(place).filter((name) => looksLikeKey.test(name))) {
    const [file, path] = [join(dir, each), join(place, each)];
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) continue;
    fingerprints.push([each, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(':'));
    const named = activeName.exec(each)?.[1];
    const [, name, version = '1'] = keyName.exec(each) ?? [];
    const id = `${name}.${version}`;
    if (named !== undefined) actives.push({ file, path, name: named });
    else if (name !== undefined && isKeyVersion(version) && !keys.has(id)) keys.set(id, { file, path, name, version });
    else unusable.push(file);
  }
  const sorted = [...keys.values()].sort((left, right) => newestFirst(left.version, right.version));
  return { place, keys: sorted, actives, unusable, fingerprint: fingerprints.join() };
}

/**
 * Where the files of this moment are. The kubelet shows a folder of links through `..data`, and replaces all of them at once by
 * turning that link: followed file by file, a read could see halves of two generations.
 */
export function generationOf(dir: string): string {
  const link = join(dir, '..data');
  return lstatSync(link, { throwIfNoEntry: false }) ? realpathSync(link) : dir;
}
