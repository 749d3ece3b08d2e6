import type { Logger } from '@wallet/service';
import { ActiveKey } from '../files/active-key';
import type { KeyFolder } from '../files/key-folder';
import { SealFiles } from '../files/seal-files';
import { signingName } from '../files/signature-files';
import type { KeyStore, KeysInForce, Signed } from '../store/key-store';
import { Token, type TokenOptions } from './token';

export interface Pkcs11Options extends TokenOptions {
  readonly sealKeysDir: string;
  /** `KEYS_DIR`: `wallet-private.active` in it names the version that signs. */
  readonly folder: KeyFolder;
}

/** Our private key in an HSM or a key service that speaks PKCS#11; those of the seal in files, as every process has them. */
export class Pkcs11KeyStore implements KeyStore {
  private readonly token: Token;
  private readonly seal: SealFiles;
  private readonly folder: KeyFolder;
  private readonly signing: ActiveKey<string>;

  constructor({ sealKeysDir, folder, ...options }: Pkcs11Options, logger: Logger) {
    const token = new Token(options, logger);
    this.token = token;
    this.seal = new SealFiles(sealKeysDir, logger);
    this.folder = folder;
    this.signing = new ActiveKey(signingName, folder, {
      versions: () => [...token.versions],
      get: (version) => (token.versions.includes(version) ? version : undefined),
    });
  }

  async open(take: (keys: KeysInForce) => void): Promise<void> {
    const refresh = () => {
      this.signing.refresh();
      this.seal.refresh();
      take({ signing: this.signing.view(), seal: this.seal.view() });
    };
    await this.token.open(refresh);
    for (const folder of [this.seal, this.folder]) folder.start(refresh);
    refresh();
  }

  close(): Promise<void> {
    this.token.close();
    this.seal.stop();
    this.folder.stop();
    return Promise.resolve();
  }

  async sign(content: Uint8Array, version?: string): Promise<Signed> {
    const keyVersion = version ?? this.signing.active.version;
    if (this.signing.get(keyVersion) === undefined) throw new Error(`${signingName} has no version ${keyVersion}`);
    return { keyVersion, signature: await this.token.sign(keyVersion, content) };
  }

  works(): boolean {
    return this.token.isOpen;
  }
}
