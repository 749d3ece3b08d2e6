import type { SealKeys } from '@wallet/contracts';
import { ConfigError } from '@wallet/service';
import type { KeyFiles } from './key-files';
import { requireKeys } from './require-keys';

/** For the setting SEAL_KEYS_DIR. Throws FileFault unless its newest key can seal. */
export const requireSealKeys = (dir: string): void => requireKeys(dir, { [name]: requireKey });

function requireKey(text: string): void {
  const { length } = Buffer.from(text, 'base64');
  if (length !== keyBytes) throw new Error(`${length} bytes in base64, not ${keyBytes}`);
}

const name = 'seal';
const keyBytes = 32;

/** The seal's keys from files `seal.<n>.key`, each 32 bytes in base64; the newest seals. */
export class FileSealKeys implements SealKeys {
  constructor(private readonly files: KeyFiles) {}

  get current(): string {
    return this.files.newest(name)?.version ?? '1';
  }

  key(version: string): Buffer | undefined {
    const content = this.files.version(name, version);
    const key = content && Buffer.from(content.toString().trim(), 'base64');
    return key?.length === keyBytes ? key : undefined;
  }

  /** Throws ConfigError unless codes can be sealed. */
  require(): void {
    if (!this.key(this.current))
      throw new ConfigError(`SEAL_KEYS_DIR has no ${name}.<n>.key of ${keyBytes} bytes in base64`);
  }
}
