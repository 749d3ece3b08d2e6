import { readFileSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { errorMessage, readFolder, type Logger } from '@wallet/service';
import type { KeyFiles } from './key-files';

const pollMs = 5_000;
const fileName = /^([a-z][a-z0-9-]*)(?:\.([1-9]\d*))?\.(?:pem|key)$/;

/** By name, then by version. */
type Keys = Map<string, Map<string, Buffer>>;

/**
 * Keys as files: `<name>.pem` (version 1) or `<name>.<version>.pem`, or the same with `.key`. Read again when the folder
 * changes; while it cannot be read, the keys read last stay.
 */
export class KeyFolder implements KeyFiles {
  private keys: Keys = new Map();
  private seen = '';
  private watcher: FSWatcher | undefined;
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly dir: string,
    private readonly logger: Logger,
  ) {}

  /** Throws FileFault when the folder cannot be read. */
  start(): void {
    this.read();
    this.poll = setInterval(() => this.reload(), pollMs).unref();
    this.watcher = watch(this.dir, { persistent: false }, () => this.reload());
    this.watcher.on('error', () => this.watcher?.close());
  }

  stop(): void {
    clearInterval(this.poll);
    this.watcher?.close();
  }

  /** What the file of this version holds; undefined when there is none. */
  version(name: string, version: string): Buffer | undefined {
    return this.keys.get(name)?.get(version);
  }

  /** The key with the highest version number; undefined when there is none of this name. */
  newest(name: string): { version: string; content: Buffer } | undefined {
    const versions = [...(this.keys.get(name) ?? [])].sort(([a], [b]) => Number(b) - Number(a));
    return versions[0] && { version: versions[0][0], content: versions[0][1] };
  }

  private reload(): void {
    try {
      if (this.read()) this.logger.info({ dir: this.dir, keys: this.names() }, 'keys reloaded');
    } catch (error) {
      this.logger.error({ dir: this.dir, reason: errorMessage(error) }, 'keys cannot be reloaded, the old ones stay');
    }
  }

  /** True when something changed. */
  private read(): boolean {
    const files = keyFilesIn(this.dir);
    const seen = files.map((file) => fingerprint(join(this.dir, file))).join();
    if (seen === this.seen) return false;
    const keys: Keys = new Map();
    for (const file of files) {
      const { name, version } = keyOf(file);
      const versions = keys.get(name) ?? new Map<string, Buffer>();
      keys.set(name, versions.set(version, readFileSync(join(this.dir, file))));
    }
    this.keys = keys;
    this.seen = seen;
    return true;
  }

  private names(): string[] {
    return [...this.keys].flatMap(([name, versions]) => [...versions.keys()].map((version) => `${name}.${version}`));
  }
}

/** Throws FileFault when the folder cannot be read. */
export const keyFilesIn = (dir: string): string[] => readFolder(dir).filter((file) => fileName.test(file));

export function keyOf(file: string): { readonly name: string; readonly version: string } {
  const [, name = '', version = '1'] = fileName.exec(file) ?? [];
  return { name, version };
}

function fingerprint(path: string): string {
  const { mtimeMs, size, ino } = statSync(path);
  return `${path}:${ino}:${size}:${mtimeMs}`;
}
