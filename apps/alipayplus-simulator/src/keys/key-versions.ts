import type { KeyObject } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { isKeyVersion, newestFirst } from '@wallet/kernel';
import { FileFault, readFolder, readText } from '@wallet/service';

/** All versions of one key, as files side by side: `<name>.pem` is version 1, `<name>.2.pem` version 2. */
export class KeyVersions {
  private readonly keys = new Map<string, KeyObject>();
  /** Files that are called as a version and are no key. */
  readonly unusable: readonly string[];

  /** `before`: of a file that is no key now, what it was then stays; it may be half written. Throws FileFault when there is no key. */
  constructor(
    private readonly file: string,
    private readonly parse: (text: string) => KeyObject,
    before?: KeyVersions,
  ) {
    const [folder, ending] = [dirname(file), extname(file)];
    const unusable: string[] = [];
    for (const each of readFolder(folder)) {
      const version = versionOf(each, basename(file, ending), ending);
      if (version === undefined) continue;
      const key = this.keyIn(join(folder, each));
      if (!key) unusable.push(each);
      const known = key ?? before?.get(version);
      if (known) this.keys.set(version, known);
    }
    this.unusable = unusable;
    const [first] = unusable;
    if (this.keys.size === 0 && first !== undefined) throw new FileFault(join(folder, first), 'is no key');
    if (this.keys.size === 0) throw new FileFault(file, 'does not exist');
  }

  /** The same from the files as they are now. Throws FileFault when there is no key any more. */
  readAgain(): KeyVersions {
    return new KeyVersions(this.file, this.parse, this);
  }

  get(version: string): KeyObject | undefined {
    return this.keys.get(version);
  }

  /** The lowest first. */
  all(): string[] {
    return [...this.keys.keys()].sort(newestFirst).reverse();
  }

  private keyIn(file: string): KeyObject | undefined {
    try {
      return this.parse(readText(file));
    } catch {
      return undefined;
    }
  }
}

/** Undefined when the file is no version of this key. */
function versionOf(file: string, name: string, ending: string): string | undefined {
  if (file === name + ending) return '1';
  if (!file.startsWith(`${name}.`) || !file.endsWith(ending)) return undefined;
  const version = file.slice(name.length + 1, -ending.length);
  return isKeyVersion(version) ? version : undefined;
}
