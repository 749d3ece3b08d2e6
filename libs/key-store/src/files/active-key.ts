import { FileFault } from '@wallet/service';
import { chooseVersion } from './chosen-version';
import type { KeyFolder } from './key-folder';
import type { ParsedKeys } from './parsed-keys';
import type { Versions } from '../store/key-store';

/**
 * A key of which one version is in use: the one that `<name>.active` of a folder names. What may be used is decided
 * anew by `refresh`; when that cannot be told, the one in use stays.
 */
export class ActiveKey<Key> {
  private inUse: { readonly version: string; readonly key: Key } | undefined;
  private fault: string | undefined;
  private versions: readonly string[] = [];

  constructor(
    private readonly name: string,
    private readonly folder: Pick<KeyFolder, 'dir' | 'active'>,
    private readonly keys: Pick<ParsedKeys<Key>, 'versions' | 'get'>,
  ) {}

  /** The files may have changed. Throws FileFault when no version has ever been in use and none can be chosen. */
  refresh(): void {
    const usable = this.keys.versions();
    const choice = chooseVersion(this.name, usable, this.folder.active(this.name));
    const key = choice.version === undefined ? undefined : this.keys.get(choice.version);
    if (choice.version !== undefined && key !== undefined) this.inUse = { version: choice.version, key };
    if (!this.inUse) throw new FileFault(this.folder.dir, choice.fault ?? '');
    this.fault = choice.fault && new FileFault(this.folder.dir, choice.fault).message;
    this.versions = usable;
  }

  get active(): { readonly version: string; readonly key: Key } {
    if (!this.inUse) throw new Error(`${this.name} is not loaded yet`);
    return this.inUse;
  }

  /** Undefined when there is no such version. The one in use is there also when its file is gone. */
  get(version: string): Key | undefined {
    return version === this.inUse?.version ? this.inUse.key : this.keys.get(version);
  }

  view(): Versions {
    const { version: active } = this.active;
    const all = this.versions.includes(active) ? this.versions : [active, ...this.versions];
    return { active, all, fault: this.fault };
  }
}
