import { errorMessage, type Logger } from '@wallet/service';
import type { KeyFiles } from './key-files';

interface ParsedFile<Key> {
  readonly content: Buffer;
  /** Undefined when the file never was a key. */
  readonly key: Key | undefined;
}

/**
 * The keys of one name. A file is parsed once for as long as it stays the same. One that is no key is told in the log and
 * does not count; if it was one before, that stays until it is a key again or is gone: it may be half written.
 */
export class ParsedKeys<Key> {
  private readonly parsed = new Map<string, ParsedFile<Key>>();

  /** `parse` throws on what is no key. */
  constructor(
    private readonly name: string,
    private readonly files: KeyFiles,
    private readonly parse: (content: Buffer, version: string) => Key,
    private readonly logger: Logger,
  ) {}

  /** Undefined when there is no such version. */
  get(version: string): Key | undefined {
    const content = this.files.version(this.name, version);
    const known = this.parsed.get(version);
    if (!content) {
      this.parsed.delete(version);
      return undefined;
    }
    if (known?.content.equals(content)) return known.key;
    const key = this.tryParse(version, content, known?.key);
    this.parsed.set(version, { content, key });
    return key;
  }

  /** The highest version that is a key. */
  newest(): { readonly version: string; readonly key: Key } | undefined {
    for (const version of this.files.versions(this.name)) {
      const key = this.get(version);
      if (key !== undefined) return { version, key };
    }
    return undefined;
  }

  /** The versions that are keys, the highest first. */
  versions(): string[] {
    return this.files.versions(this.name).filter((version) => this.get(version) !== undefined);
  }

  private tryParse(version: string, content: Buffer, before: Key | undefined): Key | undefined {
    try {
      return this.parse(content, version);
    } catch (error) {
      const line = { key: `${this.name}.${version}`, reason: errorMessage(error) };
      this.logger.error(
        line,
        before === undefined ? 'not a key, it does not count' : 'not a key, the one before stays',
      );
      return before;
    }
  }
}
