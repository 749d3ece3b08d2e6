import type { KeyObject } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { errorMessage, FileFault, readFolder, readText } from '@wallet/service';

const numbered = /^([1-9]\d{0,8})$/;

/** All versions of one key, as files side by side: `<name>.pem` is version 1, `<name>.2.pem` version 2. */
export class KeyVersions {
  private keys = new Map<string, KeyObject>();

  /** As `reload`. */
  constructor(
    private readonly file: string,
    private readonly read: (text: string) => KeyObject,
  ) {
    this.reload();
  }

  /** Reads the files again. Throws FileFault when there is none or one of them is no key; then all stays as it was. */
  reload(): void {
    const [folder, ending] = [dirname(this.file), extname(this.file)];
    const name = basename(this.file, ending);
    const files = readFolder(folder).map((file) => [file, versionOf(file, name, ending)] as const);
    const keys = new Map<string, KeyObject>();
    for (const [file, version] of files) if (version) keys.set(version, this.keyIn(join(folder, file)));
    if (keys.size === 0) throw new FileFault(this.file, 'does not exist');
    this.keys = keys;
  }

  get(version: string): KeyObject | undefined {
    return this.keys.get(version);
  }

  /** The lowest first. */
  all(): string[] {
    return [...this.keys.keys()].sort((left, right) => Number(left) - Number(right));
  }

  private keyIn(file: string): KeyObject {
    const text = readText(file);
    try {
      return this.read(text);
    } catch (error) {
      throw new FileFault(file, `is no key (${errorMessage(error)})`);
    }
  }
}

/** Undefined when the file is no version of this key. */
function versionOf(file: string, name: string, ending: string): string | undefined {
  if (file === name + ending) return '1';
  if (!file.startsWith(`${name}.`) || !file.endsWith(ending)) return undefined;
  return numbered.exec(file.slice(name.length + 1, -ending.length))?.[1];
}
