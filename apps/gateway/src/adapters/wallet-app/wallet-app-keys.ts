import { createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyFiles } from '@wallet/key-store';
import { ConfigError, errorMessage, type Logger } from '@wallet/service';

/** How the wallet's app may sign; the kind of key decides which. */
export type TokenAlgorithm = 'EdDSA' | 'RS256';

export interface WalletAppKey {
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
}

const name = 'wallet-app-public';
const algorithms: Partial<Record<string, TokenAlgorithm>> = { ed25519: 'EdDSA', rsa: 'RS256' };

/** Throws on anything but a public key of these kinds. */
function readAppKey(content: string | Buffer): WalletAppKey {
  const key = createPublicKey(content);
  const algorithm = algorithms[key.asymmetricKeyType ?? ''];
  if (!algorithm) throw new Error('neither an Ed25519 nor an RSA key');
  return { algorithm, key };
}

/** What KEYS_DIR needs for the wallet's app. */
export const neededAppKeys = { [name]: readAppKey };

/** The public keys of the wallet's app: `wallet-app-public[.n].pem`, Ed25519 or RSA. A file is parsed once while it stays the same. */
export class WalletAppKeys {
  private readonly parsed = new Map<string, { content: Buffer; key: WalletAppKey | undefined }>();

  constructor(
    private readonly files: KeyFiles,
    private readonly logger: Logger,
  ) {}

  /** The key of this version, the newest when undefined. */
  find(version: string | undefined): WalletAppKey | undefined {
    const wanted = version ?? this.files.newest(name)?.version;
    const content = wanted === undefined ? undefined : this.files.version(name, wanted);
    if (wanted === undefined || !content) return undefined;
    const known = this.parsed.get(wanted);
    if (known?.content.equals(content)) return known.key;
    const key = this.read(wanted, content);
    this.parsed.set(wanted, { content, key });
    return key;
  }

  /** Throws ConfigError when there is none. */
  require(): void {
    if (!this.find(undefined)) throw new ConfigError(`KEYS_DIR has no Ed25519 or RSA key ${name}.pem`);
  }

  private read(version: string, content: Buffer): WalletAppKey | undefined {
    try {
      return readAppKey(content);
    } catch (error) {
      this.logger.error({ key: `${name}.${version}`, reason: errorMessage(error) }, 'not a public key');
      return undefined;
    }
  }
}
