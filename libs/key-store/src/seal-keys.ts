import type { SealKeys } from '@wallet/contracts';
import { ConfigError, type Logger } from '@wallet/service';
import type { KeyFiles } from './key-files';
import { ParsedKeys } from './parsed-keys';
import { requireKeys } from './require-keys';

const name = 'seal';
const keyBytes = 32;

/** The seal's keys from files `seal.<n>.key`, each 32 bytes in base64; the newest seals. */
export class FileSealKeys implements SealKeys {
  private readonly keys: ParsedKeys<Buffer>;

  constructor(files: KeyFiles, logger: Logger) {
    this.keys = new ParsedKeys(name, files, readSealKey, logger);
  }

  get current(): string {
    return this.keys.newest()?.version ?? '1';
  }

  key(version: string): Buffer | undefined {
    return this.keys.get(version);
  }

  /** Throws ConfigError unless codes can be sealed. */
  require(): void {
    if (!this.key(this.current))
      throw new ConfigError(`SEAL_KEYS_DIR has no ${name}.<n>.key of ${keyBytes} bytes in base64`);
  }

  refresh(): void {
    this.keys.versions();
  }
}

function readSealKey(content: string | Buffer): Buffer {
  const key = Buffer.from(content.toString().trim(), 'base64');
  if (key.length !== keyBytes) throw new Error(`${key.length} bytes in base64, not ${keyBytes}`);
  return key;
}

/** For the setting SEAL_KEYS_DIR. Throws FileFault unless one of its keys can seal. */
export const requireSealKeys = (dir: string): void => requireKeys(dir, { [name]: readSealKey });
