import type { KeyObject } from 'node:crypto';
import { readPrivateKey, readPublicKey, type SigningKey } from '@wallet/alipayplus';
import { ConfigError, errorMessage, type KeyFolder, type Logger } from '@wallet/service';

type KeyFiles = Pick<KeyFolder, 'newest' | 'version'>;

const theirs = 'alipayplus-public';
const ours = 'wallet-private';

/** The keys of both sides; a file is parsed once for as long as its content stays the same. */
export class SignatureKeys {
  private readonly parsed = new Map<string, { readonly content: Buffer; readonly key: KeyObject | undefined }>();
  private lastSigningKey: SigningKey | undefined;

  constructor(
    private readonly files: KeyFiles,
    private readonly logger: Logger,
  ) {}

  /** Alipay+'s public key of this version, its newest when undefined; undefined when there is none. */
  publicKey(keyVersion: string | undefined): KeyObject | undefined {
    const version = keyVersion ?? this.files.newest(theirs)?.version;
    const content = version === undefined ? undefined : this.files.version(theirs, version);
    return content && this.read(`${theirs}.${version}`, content, readPublicKey);
  }

  /** Our newest private key. While its file is no key, the one before stays. Throws ConfigError when there never was one. */
  signingKey(): SigningKey {
    const newest = this.files.newest(ours);
    const privateKey = newest && this.read(`${ours}.${newest.version}`, newest.content, readPrivateKey);
    if (newest && privateKey) this.lastSigningKey = { keyVersion: newest.version, privateKey };
    if (!this.lastSigningKey) throw new ConfigError(`KEYS_DIR has no RSA key ${ours}.pem`);
    return this.lastSigningKey;
  }

  /** Throws ConfigError unless we can sign and verify. */
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
