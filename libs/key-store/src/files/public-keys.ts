import { ConfigError, type Logger } from '@wallet/service';
import { ShownVersions } from '../store/shown-versions';
import type { KeyFiles } from './key-files';
import { ParsedKeys } from './parsed-keys';

/** Public keys of another side, `<name>[.n].pem`: all versions count side by side. */
export class PublicKeys<Key> {
  private readonly keys: ParsedKeys<Key>;
  private readonly shown: ShownVersions;

  /** `parse` throws on what is no such key. */
  constructor(
    readonly name: string,
    files: KeyFiles,
    parse: (content: Buffer) => Key,
    logger: Logger,
  ) {
    this.keys = new ParsedKeys(name, files, parse, logger);
    this.shown = new ShownVersions(name, logger);
  }

  /** The key of this version, the newest when undefined. */
  find(version: string | undefined): { readonly version: string; readonly key: Key } | undefined {
    if (version === undefined) return this.keys.newest();
    const key = this.keys.get(version);
    return key === undefined ? undefined : { version, key };
  }

  /** Throws ConfigError when there is none. */
  require(): void {
    if (!this.keys.newest()) throw new ConfigError(`KEYS_DIR has no key ${this.name}.pem`);
  }

  /** Files have changed: reads them now, so that one that is no key is told before it is needed. */
  refresh(): void {
    this.shown.show({ all: this.keys.versions() });
  }
}
