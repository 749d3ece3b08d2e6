import type { KeyObject } from 'node:crypto';
import type { Logger } from '@wallet/service';
import type { KeyStore, KeysInForce, Signed } from '../store/key-store';
import { ActiveKey } from './active-key';
import type { KeyFiles } from './key-files';
import { KeyFolder } from './key-folder';
import { ParsedKeys } from './parsed-keys';
import { PublicKeys } from './public-keys';
import { requireKeys, type NeededKeys } from './require-keys';

/** What the protocol does with a private key. */
export interface PrivateKeyUse {
  /** Throws on anything else. */
  readPrivateKey(text: string): KeyObject;
  signContent(content: Uint8Array, privateKey: KeyObject): Promise<Buffer>;
}

export interface SigningFolder extends PrivateKeyUse {
  /** Of `KEYS_DIR`. */
  readonly folder: KeyFolder;
}

const sealName = 'seal';
const sealKeyBytes = 32;
const signingName = 'wallet-private';
const alipayplusName = 'alipayplus-public';

/** Our keys in files: `wallet-private[.n].pem` of `KEYS_DIR`, `seal.n.key` of `SEAL_KEYS_DIR`, 32 bytes in base64. */
export class FileKeyStore implements KeyStore {
  private readonly sealFolder: KeyFolder;
  private readonly seal: ActiveKey<Buffer>;
  private readonly signing: ActiveKey<KeyObject> | undefined;

  /** `signing` is for a process that signs. */
  constructor(
    sealKeysDir: string,
    private readonly logger: Logger,
    private readonly signs?: SigningFolder,
  ) {
    this.sealFolder = new KeyFolder(sealKeysDir, logger);
    const sealKeys = new ParsedKeys(sealName, this.sealFolder, readSealKey, logger);
    this.seal = new ActiveKey(sealName, this.sealFolder, sealKeys);
    if (!signs) return;
    const read = (content: Buffer) => signs.readPrivateKey(content.toString());
    this.signing = new ActiveKey(signingName, signs.folder, new ParsedKeys(signingName, signs.folder, read, logger));
  }

  open(take: (keys: KeysInForce) => void): Promise<void> {
    const refresh = () => {
      this.signing?.refresh();
      this.seal.refresh();
      take(this.view());
    };
    for (const folder of [this.sealFolder, this.signs?.folder]) folder?.start(refresh);
    refresh();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.sealFolder.stop();
    this.signs?.folder.stop();
    return Promise.resolve();
  }

  async sign(content: Uint8Array, version?: string): Promise<Signed> {
    if (!this.signs || !this.signing) throw new Error('this process has no private key');
    const keyVersion = version ?? this.signing.active.version;
    const key = this.signing.get(keyVersion);
    if (!key) throw new Error(`${signingName} has no version ${keyVersion}`);
    return { keyVersion, signature: await this.signs.signContent(content, key) };
  }

  private view(): KeysInForce {
    const seal = this.seal.view();
    const keys = seal.all.map((version) => [version, this.seal.get(version)!] as const);
    return { signing: this.signing?.view(), seal: { ...seal, keys: new Map(keys) } };
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

/** Alipay+'s keys in `KEYS_DIR`. `readPublicKey` throws on anything but its kind of key. */
export const alipayplusPublicKeys = (files: KeyFiles, readPublicKey: (text: string) => KeyObject, logger: Logger) =>
  new PublicKeys(alipayplusName, files, (content) => readPublicKey(content.toString()), logger);

/** What a folder for signatures needs. */
export const neededSignatureKeys = (readers: {
  readPublicKey(text: string): KeyObject;
  readPrivateKey(text: string): KeyObject;
}): NeededKeys => ({
  [alipayplusName]: { read: (text) => readers.readPublicKey(text), isChosen: false },
  [signingName]: { read: (text) => readers.readPrivateKey(text), isChosen: true },
});
