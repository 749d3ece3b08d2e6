import type { KeyObject } from 'node:crypto';
import { ConfigError, metrics, type Logger } from '@wallet/service';
import type { KeyFiles } from './key-files';
import { ParsedKeys } from './parsed-keys';
import type { NeededKeys } from './require-keys';

/** Our private key and the version that the other side knows it by. */
export interface SigningKey {
  readonly keyVersion: string;
  readonly privateKey: KeyObject;
}

/** How the protocol reads a key from a file's text; they throw on anything else. */
export interface KeyReaders {
  readPublicKey(text: string): KeyObject;
  readPrivateKey(text: string): KeyObject;
}

const theirName = 'alipayplus-public';
const ourName = 'wallet-private';

/** Of more digits no message may name a version. */
const versionDigits = 9;

/** What a folder for signatures needs. */
export const neededSignatureKeys = (readers: KeyReaders): NeededKeys => ({
  [theirName]: (text) => readers.readPublicKey(text),
  [ourName]: (text) => readers.readPrivateKey(text),
});

const labels: ('name' | 'version')[] = ['name', 'version'];
const loaded = metrics.gauge('key_loaded', 'key versions that this process can use', labels);
const uses = metrics.counter('key_uses_total', 'signatures made or checked, by key version', labels);

/** The keys of both sides. */
export class SignatureKeys {
  private readonly theirs: ParsedKeys<KeyObject>;
  private readonly ours: ParsedKeys<SigningKey>;
  private lastSigningKey: SigningKey | undefined;
  private told = '';

  constructor(
    files: KeyFiles,
    readers: KeyReaders,
    private readonly logger: Logger,
  ) {
    const readTheirs = (content: Buffer, version: string): KeyObject => {
      requireNameable(version);
      return readers.readPublicKey(content.toString());
    };
    const readOurs = (content: Buffer, keyVersion: string): SigningKey => {
      requireNameable(keyVersion);
      return { keyVersion, privateKey: readers.readPrivateKey(content.toString()) };
    };
    this.theirs = new ParsedKeys(theirName, files, readTheirs, logger);
    this.ours = new ParsedKeys(ourName, files, readOurs, logger);
  }

  /** Alipay+'s public key of this version, its newest when undefined. */
  publicKey(keyVersion: string | undefined): KeyObject | undefined {
    const version = keyVersion ?? this.theirs.newest()?.version;
    const key = version === undefined ? undefined : this.theirs.get(version);
    if (key && version !== undefined) uses.inc({ name: theirName, version });
    return key;
  }

  /** Our newest private key, for one signature. */
  signingKey(): SigningKey {
    const key = this.ownKey();
    uses.inc({ name: ourName, version: key.keyVersion });
    return key;
  }

  /** Throws ConfigError unless calls can be verified and answers signed. */
  require(): void {
    this.ownKey();
    if (!this.theirs.newest()) throw new ConfigError(`KEYS_DIR has no RSA key ${theirName}.pem`);
  }

  /** Files have changed: reads them now, so that one that is no key is told before it is needed, and tells what is in force. */
  refresh(): void {
    const [verifyWith, own] = [this.theirs.versions(), this.ours.versions()];
    const { keyVersion } = this.ownKey();
    const signWith = `${ourName}.${keyVersion}`;
    const inForce = { verifyWith: verifyWith.map((version) => `${theirName}.${version}`), signWith };
    if (JSON.stringify(inForce) === this.told) return;
    this.told = JSON.stringify(inForce);
    this.logger.info(inForce, 'signature keys in force');
    if (!own.includes(keyVersion))
      this.logger.error({ signWith }, 'the private key is no longer in KEYS_DIR: it is used until the next start');
    loaded.reset();
    for (const version of verifyWith) loaded.set({ name: theirName, version }, 1);
    for (const version of new Set([...own, keyVersion])) loaded.set({ name: ourName, version }, 1);
  }

  /** When all files of it are gone, the last one stays. Throws ConfigError when there never was one. */
  private ownKey(): SigningKey {
    this.lastSigningKey = this.ours.newest()?.key ?? this.lastSigningKey;
    if (!this.lastSigningKey) throw new ConfigError(`KEYS_DIR has no RSA key ${ourName}.pem`);
    return this.lastSigningKey;
  }
}

function requireNameable(version: string): void {
  if (version.length > versionDigits) throw new Error(`a version has at most ${versionDigits} digits`);
}
