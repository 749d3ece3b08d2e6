import type { KeyObject } from 'node:crypto';
import { ConfigError, errorMessage, type Logger } from '@wallet/service';
import type { KeyFiles } from './key-files';
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

interface ParsedKey {
  readonly content: Buffer;
  /** Undefined when the file is no key. */
  readonly key: KeyObject | undefined;
}

const theirs = 'alipayplus-public';
const ours = 'wallet-private';

/** What a folder for signatures needs. */
export const neededSignatureKeys = (readers: KeyReaders): NeededKeys => ({
  [theirs]: (text) => readers.readPublicKey(text),
  [ours]: (text) => readers.readPrivateKey(text),
});

/** The keys of both sides. A file is parsed once for as long as its content stays the same. */
export class SignatureKeys {
  private readonly parsed = new Map<string, ParsedKey>();
  private lastSigningKey: SigningKey | undefined;

  constructor(
    private readonly files: KeyFiles,
    private readonly readers: KeyReaders,
    private readonly logger: Logger,
  ) {}

  /** Alipay+'s public key of this version, its newest when undefined. */
  publicKey(keyVersion: string | undefined): KeyObject | undefined {
    const version = keyVersion ?? this.files.newest(theirs)?.version;
    const content = version === undefined ? undefined : this.files.version(theirs, version);
    return content && this.read(`${theirs}.${version}`, content, (text) => this.readers.readPublicKey(text));
  }

  /** Our newest private key. While its file is no key, the one before stays; throws ConfigError when there never was one. */
  signingKey(): SigningKey {
    const newest = this.files.newest(ours);
    const privateKey =
      newest && this.read(`${ours}.${newest.version}`, newest.content, (text) => this.readers.readPrivateKey(text));
    if (newest && privateKey && this.lastSigningKey?.privateKey !== privateKey) {
      this.lastSigningKey = { keyVersion: newest.version, privateKey };
    }
    if (!this.lastSigningKey) throw new ConfigError(`KEYS_DIR has no RSA key ${ours}.pem`);
    return this.lastSigningKey;
  }

  /** Throws ConfigError unless calls can be verified and answers signed. */
  require(): void {
    this.signingKey();
    if (!this.publicKey(undefined)) throw new ConfigError(`KEYS_DIR has no RSA key ${theirs}.pem`);
  }

  private read(name: string, content: Buffer, parse: (text: string) => KeyObject): KeyObject | undefined {
    const known = this.parsed.get(name);
    if (known?.content.equals(content)) return known.key;
    const key = this.tryParse(name, () => parse(content.toString()));
    this.parsed.set(name, { content, key });
    return key;
  }

  private tryParse(name: string, parse: () => KeyObject): KeyObject | undefined {
    try {
      return parse();
    } catch (error) {
      this.logger.error({ key: name, reason: errorMessage(error) }, 'not an RSA key');
      return undefined;
    }
  }
}
