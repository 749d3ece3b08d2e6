import { watch, type FSWatcher } from 'node:fs';
import { keyVersionForm } from '@wallet/kernel';
import { errorMessage, type Logger } from '@wallet/service';
import { findKeyFiles } from './found-files';
import type { KeyFiles } from './key-files';
import { readGeneration, type Generation } from './generation';

const pollMs = 5_000;
const wanted = `not used: a key is called <name>.<version>.pem or .key, the first <name>.pem too; a version is ${keyVersionForm}`;

/**
 * Keys as files: `<name>.pem` (version 1) or `<name>.<version>.pem`, or the same with `.key`; `<name>.active` names the version
 * in use. Read again when the folder changes, as a whole; what cannot be read then, the folder or one file of it, stays as it
 * was read last.
 */
export class KeyFolder implements KeyFiles {
  /** The highest version of each name first. */
  private keys = new Map<string, Map<string, Buffer>>();
  private actives = new Map<string, string>();
  private contents: ReadonlyMap<string, Buffer> = new Map();
  private seen = '';
  private readonly listeners = new Set<() => void>();
  private watcher: FSWatcher | undefined;
  private poll: NodeJS.Timeout | undefined;

  constructor(
    readonly dir: string,
    private readonly logger: Logger,
  ) {}

  /** Throws FileFault when the folder cannot be read. `onChange` is called at each later change. Several may start it. */
  start(onChange: () => void = () => undefined): void {
    this.listeners.add(onChange);
    if (this.poll) return;
    this.read();
    this.poll = setInterval(() => this.reload(), pollMs).unref();
    this.watcher = watch(this.dir, { persistent: false }, () => this.reload());
    this.watcher.on('error', () => this.watcher?.close());
  }

  stop(): void {
    clearInterval(this.poll);
    this.poll = undefined;
    this.watcher?.close();
    this.listeners.clear();
  }

  version(name: string, version: string): Buffer | undefined {
    return this.keys.get(name)?.get(version);
  }

  versions(name: string): readonly string[] {
    return [...(this.keys.get(name)?.keys() ?? [])];
  }

  active(name: string): string | undefined {
    return this.actives.get(name);
  }

  private reload(): void {
    try {
      if (!this.read()) return;
      this.logger.info({ dir: this.dir, keys: this.names() }, 'keys reloaded');
      for (const listener of this.listeners) listener();
    } catch (error) {
      this.logger.error({ dir: this.dir, reason: errorMessage(error) }, 'keys cannot be reloaded, the old ones stay');
    }
  }

  /** True when something changed. Throws when the folder cannot be read. */
  private read(): boolean {
    if (this.seen !== '' && findKeyFiles(this.dir).fingerprint === this.seen) return false;
    const generation = readGeneration(this.dir);
    this.tell(generation);
    const { found, contents, faults } = generation;
    const content = (file: string) => contents.get(file) ?? (faults.has(file) ? this.contents.get(file) : undefined);
    const keys = new Map<string, Map<string, Buffer>>();
    for (const { file, name, version } of found.keys) {
      const held = content(file);
      if (held) keys.set(name, (keys.get(name) ?? new Map<string, Buffer>()).set(version, held));
    }
    const actives = found.actives.flatMap(({ file, name }) => {
      const held = content(file);
      return held ? [[name, held.toString().trim()] as const] : [];
    });
    const files = [...found.keys, ...found.actives].map(({ file }) => [file, content(file)] as const);
    this.contents = new Map(files.filter((each): each is [string, Buffer] => each[1] !== undefined));
    [this.keys, this.actives, this.seen] = [keys, new Map(actives), found.fingerprint];
    return true;
  }

  private tell({ found, faults }: Generation): void {
    for (const file of found.unusable) this.logger.warn({ file }, wanted);
    for (const [file, reason] of faults)
      this.logger.error({ file, reason }, 'a key file cannot be read, what it held before stays');
  }

  private names(): string[] {
    return [...this.keys].flatMap(([name, versions]) => [...versions.keys()].map((version) => `${name}.${version}`));
  }
}
