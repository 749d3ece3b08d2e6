import type { KeyObject } from 'node:crypto';
import type { Logger } from '@wallet/service';
import type { KeyStore, KeysInForce, Signed } from '../store/key-store';
import { ActiveKey } from './active-key';
import type { KeyFolder } from './key-folder';
import { ParsedKeys } from './parsed-keys';
import { SealFiles } from './seal-files';
import { signingName } from './signature-files';

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

/** Our keys in files: `wallet-private[.n].pem` of `KEYS_DIR`, and those of the seal. */
export class FileKeyStore implements KeyStore {
  private readonly seal: SealFiles;
  private readonly signing: ActiveKey<KeyObject> | undefined;

  /** `signing` is for a process that signs. */
  constructor(
    sealKeysDir: string,
    logger: Logger,
    private readonly signs?: SigningFolder,
  ) {
    this.seal = new SealFiles(sealKeysDir, logger);
    if (!signs) return;
    const read = (content: Buffer) => signs.readPrivateKey(content.toString());
    this.signing = new ActiveKey(signingName, signs.folder, new ParsedKeys(signingName, signs.folder, read, logger));
  }

  open(take: (keys: KeysInForce) => void): Promise<void> {
    const refresh = () => {
      this.signing?.refresh();
      this.seal.refresh();
      take({ signing: this.signing?.view(), seal: this.seal.view() });
    };
    for (const folder of [this.seal, this.signs?.folder]) folder?.start(refresh);
    refresh();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.seal.stop();
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
}
