import { createPublicKey, type KeyObject } from 'node:crypto';
import { PublicKeys, type KeyFiles } from '@wallet/key-store';
import type { Logger } from '@wallet/service';

/** How the wallet's app may sign; the kind of key decides which. */
export type TokenAlgorithm = 'EdDSA' | 'RS256';

export interface WalletAppKey {
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
}

const name = 'wallet-app-public';
const algorithms: Partial<Record<string, TokenAlgorithm>> = { ed25519: 'EdDSA', rsa: 'RS256' };

/** The public keys of the wallet's app: `wallet-app-public[.n].pem`, Ed25519 or RSA. */
export class WalletAppKeys extends PublicKeys<WalletAppKey> {
  constructor(files: KeyFiles, logger: Logger) {
    super(name, files, readAppKey, logger);
  }
}

/** Throws on anything but a public key of these kinds. */
function readAppKey(content: string | Buffer): WalletAppKey {
  const key = createPublicKey(content);
  const algorithm = algorithms[key.asymmetricKeyType ?? ''];
  if (!algorithm) throw new Error('neither an Ed25519 nor an RSA key');
  return { algorithm, key };
}

/** What KEYS_DIR needs for the wallet's app. */
export const neededAppKeys = { [name]: { read: readAppKey, isChosen: false } };
