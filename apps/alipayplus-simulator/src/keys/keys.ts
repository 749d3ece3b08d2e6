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
  /** Files that are called as a version and are no key. */
  readonly unusable: readonly string[];
}

/** The keys of both sides by version: Alipay+'s own, of which one signs, and the wallet's, by the version that a message names. */
export class Keys {
  private alipayplus: KeyVersions;
  private wallet: KeyVersions;
  private inUse: string;
  private retired: readonly string[] = [];

  /** Throws ConfigError when a key is missing. */
  constructor(
    { alipayplusPrivateKeyFile, walletPublicKeyFile, signWith }: KeySettings,
    private readonly logger: Logger,
  ) {
    this.alipayplus = new KeyVersions(alipayplusPrivateKeyFile, readPrivateKey);
    this.wallet = new KeyVersions(walletPublicKeyFile, readPublicKey);
    this.inUse = existing(signWith, this.alipayplus);
  }

  /** Of the version in use, or of another one. Throws ConfigError when there is none. */
  signingKey(keyVersion = this.inUse): SigningKey {
    return keyOf(this.alipayplus, keyVersion);
  }

  /** The wallet's; without a version its newest. A new version is looked for in the files when a message names it. */
  readonly walletKey: FindKey = (version) => {
    if (version === undefined) return this.accepted(this.wallet.all().findLast((each) => !this.retired.includes(each)));
    return this.accepted(version) ?? (this.retired.includes(version) ? undefined : this.readAgain(version));
  };

  /** Reads all files again. Throws ConfigError when the version to sign with is none; then all stays as it was. */
  change({ signWith = this.inUse, retired = this.retired }: KeyChange): void {
    const [alipayplus, wallet] = [this.alipayplus.readAgain(), this.wallet.readAgain()];
    this.inUse = existing(signWith, alipayplus);
    [this.alipayplus, this.wallet, this.retired] = [alipayplus, wallet, retired];
    this.logger.info(this.view(), 'keys in force');
  }

  view(): KeysInForce {
    const { alipayplus, wallet, retired } = this;
    const unusable = [...alipayplus.unusable, ...wallet.unusable];
    return { signWith: this.inUse, alipayplus: alipayplus.all(), wallet: wallet.all(), retired, unusable };
  }

  private accepted(version: string | undefined): KeyObject | undefined {
    return version === undefined || this.retired.includes(version) ? undefined : this.wallet.get(version);
  }

  private readAgain(version: string): KeyObject | undefined {
    try {
      this.wallet = this.wallet.readAgain();
    } catch (error) {
      this.logger.warn({ error: errorMessage(error) }, "the wallet's keys cannot be read again, the old ones stay");
    }
    return this.accepted(version);
  }
}

function keyOf(versions: KeyVersions, keyVersion: string): SigningKey {
  const privateKey = versions.get(keyVersion);
  if (!privateKey) throw new ConfigError(`Alipay+ has no key of version ${keyVersion}`);
  return { keyVersion, privateKey };
}

const existing = (signWith: string, versions: KeyVersions): string =>
  keyOf(versions, signWith === 'newest' ? (versions.all().at(-1) ?? '') : signWith).keyVersion;
