import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { errorMessage, type Logger } from '@wallet/service';
import { findKeyFiles } from './found-files';
import type { KeyFiles } from './key-files';

const pollMs = 5_000;

/**
 * Keys as files: `<name>.pem` (version 1) or `<name>.<version>.pem`, or the same with `.key`. Read again when the folder
 * changes; what cannot be read then, the folder or one file of it, stays as it was read last.
 */
export class KeyFolder implements KeyFiles {
  /** The highest version of each name first. */
  private keys = new Map<string, Map<string, Buffer>>();
  private seen = '';
  private watcher: FSWatcher | undefined;
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly dir: string,
    private readonly logger: Logger,
  ) {}

  /** Throws FileFault when the folder cannot be read. `onChange` is called at each later change. */
  start(onChange: () => void = () => undefined): void {
    this.read();
    this.poll = setInterval(() => this.reload(onChange), pollMs).unref();
    this.watcher = watch(this.dir, { persistent: false }, () => this.reload(onChange));
    this.watcher.on('error', () => this.watcher?.close());
  }

  stop(): void {
    clearInterval(this.poll);
    this.watcher?.close();
  }

  version(name: string, version: string): Buffer | undefined {
    return this.keys.get(name)?.get(version);
  }

  versions(name: string): readonly string[] {
    return [...(this.keys.get(name)?.keys() ?? [])];
  }

  private reload(onChange: () => void): void {
    try {
      if (!this.read()) return;
      this.logger.info({ dir: this.dir, keys: this.names() }, 'keys reloaded');
      onChange();
    } catch (error) {
      this.logger.error({ dir: this.dir, reason: errorMessage(error) }, 'keys cannot be reloaded, the old ones stay');
    }
  }

  /** True when something changed. Throws FileFault when the folder cannot be read. */
  private read(): boolean {
    const found = findKeyFiles(this.dir);
    if (found.fingerprint === this.seen) return false;
    const keys = new Map<string, Map<string, Buffer>>();
    for (const { path, name, version } of found.keys) {
      const content = this.tryToRead(path) ?? this.version(name, version);
      if (content) keys.set(name, (keys.get(name) ?? new Map<string, Buffer>()).set(version, content));
    }
    for (const file of found.unusable)
      this.logger.warn({ file }, 'not used: a key is called <name>.<version>.pem or .key, the first <name>.pem too');
    this.keys = keys;
    this.seen = found.fingerprint;
    return true;
  }

  /** Undefined when it cannot be read: then what it held stays. */
  private tryToRead(path: string): Buffer | undefined {
    try {
      return readFileSync(path);
    } catch (error) {
      this.logger.error(
        { file: path, reason: errorMessage(error) },
        'a key file cannot be read, what it held before stays',
      );
      return undefined;
    }
  }

  private names(): string[] {
    return [...this.keys].flatMap(([name, versions]) => [...versions.keys()].map((version) => `${name}.${version}`));
  }
}
