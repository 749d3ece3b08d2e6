import { chmodSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKeyVersion } from '@wallet/kernel';
import { findKeyFiles } from '@wallet/key-store';
import type { KeyKind } from './key-kinds';

/** The versions of one key in a folder, and the one that is told to be in use. */
export class OwnKeyFolder {
  constructor(
    readonly dir: string,
    readonly kind: KeyKind,
  ) {}

  /** The files of all versions, the highest first; those that are no key too. Throws FileFault. */
  versions(): { readonly version: string; readonly file: string; readonly isKey: boolean }[] {
    return findKeyFiles(this.dir)
      .keys.filter(({ name }) => name === this.kind.name)
      .map(({ version, file }) => ({ version, file, isKey: this.isKey(file) }));
  }

  /** What `.active` names, else the only version; undefined when that cannot be told. */
  active(): string | undefined {
    const named = findKeyFiles(this.dir).actives.find(({ name }) => name === this.kind.name);
    if (named) {
      const text = readFileSync(named.path, 'utf8').trim();
      return isKeyVersion(text) ? text : undefined;
    }
    const usable = this.versions().filter(({ isKey }) => isKey);
    return usable.length === 1 ? usable[0]?.version : undefined;
  }

  get activeFile(): string {
    return join(this.dir, `${this.kind.name}.active`);
  }

  /** A whole file at once, which only its owner may read; never in the place of one that is there. */
  add(name: string, content: string, mode = 0o600): string {
    const [partial, file] = [join(this.dir, `${name}.new`), join(this.dir, name)];
    writeFileSync(partial, content, { mode, flag: 'wx' });
    try {
      linkSync(partial, file);
    } finally {
      rmSync(partial);
    }
    return file;
  }

  activate(version: string): void {
    const partial = `${this.activeFile}.new`;
    writeFileSync(partial, `${version}\n`, { mode: 0o600 });
    chmodSync(partial, 0o600);
    renameSync(partial, this.activeFile);
  }

  private isKey(file: string): boolean {
    try {
      this.kind.read(readFileSync(file, 'utf8'));
      return true;
    } catch {
      return false;
    }
  }
}
