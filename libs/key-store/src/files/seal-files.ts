import type { Logger } from '@wallet/service';
import type { DataKey } from '../store/key-store';
import { ActiveKey } from './active-key';
import { KeyFolder } from './key-folder';
import { ParsedKeys } from './parsed-keys';
import { requireKeys } from './require-keys';

const sealName = 'seal';
const sealKeyBytes = 32;

/** The keys of the seal: `seal.n.key` of `SEAL_KEYS_DIR`, 32 bytes in base64. */
export class SealFiles {
  private readonly folder: KeyFolder;
  private readonly seal: ActiveKey<Buffer>;

  constructor(dir: string, logger: Logger) {
    this.folder = new KeyFolder(dir, logger);
    this.seal = new ActiveKey(sealName, this.folder, new ParsedKeys(sealName, this.folder, readSealKey, logger));
  }

  /** Throws FileFault when the folder cannot be read. */
  start(onChange: () => void): void {
    this.folder.start(onChange);
  }

  stop(): void {
    this.folder.stop();
  }

  /** The files may have changed. Throws FileFault when no version has ever been in use and none can be chosen. */
  refresh(): void {
    this.seal.refresh();
  }

  view(): DataKey {
    const seal = this.seal.view();
    return { ...seal, keys: new Map(seal.all.map((version) => [version, this.seal.get(version)!] as const)) };
  }
}

function readSealKey(content: string | Buffer): Buffer {
  const key = Buffer.from(content.toString().trim(), 'base64');
  if (key.length !== sealKeyBytes) throw new Error(`${key.length} bytes in base64, not ${sealKeyBytes}`);
  return key;
}

/** For the setting SEAL_KEYS_DIR. Throws FileFault unless its keys can seal. */
export const requireSealKeys = (dir: string): void =>
  requireKeys(dir, { [sealName]: { read: readSealKey, isChosen: true } });
