import type { KeyObject } from 'node:crypto';
import { readPrivateKey, readPublicKey, type FindKey, type SigningKey } from '@wallet/alipayplus';
import { ConfigError, errorMessage, type Logger } from '@wallet/service';
import { KeyVersions } from './key-versions';

export interface KeySettings {
  readonly alipayplusPrivateKeyFile: string;
  readonly walletPublicKeyFile: string;
  /** A version, or `newest`: the highest that there is at that moment. */
  readonly signWith: string;
}

/** What changes in the use of keys; what is left out stays. */
export interface KeyChange {
  readonly signWith?: string | undefined;
  /** Versions of the wallet's key that are no longer accepted. */
  readonly retired?: readonly string[] | undefined;
}

export interface KeysInForce {
  readonly signWith: string;
  /** Versions that there are. */
  readonly alipayplus: readonly string[];
  readonly wallet: readonly string[];
  readonly retired: readonly string[];
}

/** The keys of both sides by version: Alipay+'s own, of which one signs, and the wallet's, by the version that a message names. */
export class Keys {
  private readonly alipayplus: KeyVersions;
  private readonly wallet: KeyVersions;
  private inUse: string;
  private retired: readonly string[] = [];

  /** Throws ConfigError when a key is missing. */
  constructor(
    { alipayplusPrivateKeyFile, walletPublicKeyFile, signWith }: KeySettings,
    private readonly logger: Logger,
  ) {
    this.alipayplus = new KeyVersions(alipayplusPrivateKeyFile, readPrivateKey);
    this.wallet = new KeyVersions(walletPublicKeyFile, readPublicKey);
    this.inUse = this.existing(signWith);
  }

  /** Of the version in use, or of another one. Throws ConfigError when there is none. */
  signingKey(keyVersion = this.inUse): SigningKey {
    const privateKey = this.alipayplus.get(keyVersion);
    if (!privateKey) throw new ConfigError(`Alipay+ has no key of version ${keyVersion}`);
    return { keyVersion, privateKey };
  }

  /** The wallet's; without a version its newest. A new version is looked for in the files when a message names it. */
  readonly walletKey: FindKey = (version) => {
    if (version === undefined) return this.accepted(this.wallet.all().findLast((each) => !this.retired.includes(each)));
    return this.accepted(version) ?? (this.retired.includes(version) ? undefined : this.readAgain(version));
  };

  /** Reads all files again. Throws ConfigError when the version to sign with is none; then the choice stays. */
  change({ signWith = this.inUse, retired = this.retired }: KeyChange): void {
    this.alipayplus.reload();
    this.wallet.reload();
    this.inUse = this.existing(signWith);
    this.retired = retired;
    this.logger.info(this.view(), 'keys in force');
  }

  view(): KeysInForce {
    const { alipayplus, wallet, retired } = this;
    return { signWith: this.inUse, alipayplus: alipayplus.all(), wallet: wallet.all(), retired };
  }

  private existing(signWith: string): string {
    return this.signingKey(signWith === 'newest' ? this.alipayplus.all().at(-1) : signWith).keyVersion;
  }

  private accepted(version: string | undefined): KeyObject | undefined {
    return version === undefined || this.retired.includes(version) ? undefined : this.wallet.get(version);
  }

  private readAgain(version: string): KeyObject | undefined {
    try {
      this.wallet.reload();
    } catch (error) {
      this.logger.warn({ error: errorMessage(error) }, "the wallet's keys cannot be read again, the old ones stay");
    }
    return this.accepted(version);
  }
}
