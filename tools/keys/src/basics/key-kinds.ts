import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** A key of ours of which one version is in use. */
export interface KeyKind {
  readonly name: 'wallet-private' | 'seal';
  readonly what: string;
  /** The setting that names its folder. */
  readonly setting: 'KEYS_DIR' | 'SEAL_KEYS_DIR';
  /** Which services have it. */
  readonly services: readonly string[];
  /** Of the Secret of Kubernetes, unless it is called otherwise. */
  readonly secret: string;
  fileOf(version: string): string;
  /** Of its public half, which is registered; undefined where there is none. */
  publicFileOf?(version: string): string;
  make(): Promise<string>;
  /** Throws on what is no such key. */
  read(text: string): void;
}

const generate = promisify(generateKeyPair);

export const keyKinds: readonly KeyKind[] = [
  {
    name: 'wallet-private',
    what: 'signs our answers and notices (RSA)',
    setting: 'KEYS_DIR',
    services: ['gateway', 'notifier'],
    secret: 'wallet-keys',
    fileOf: (version) => `wallet-private.${version}.pem`,
    publicFileOf: (version) => `wallet-public.${version}.pem`,
    make: async () => {
      const { privateKey } = await generate('rsa', { modulusLength: 2048 });
      return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    },
    read: (text) => {
      if (createPrivateKey(text).asymmetricKeyType !== 'rsa') throw new Error('not an RSA key');
    },
  },
  {
    name: 'seal',
    what: 'seals codes and tokens between the services (AES-256)',
    setting: 'SEAL_KEYS_DIR',
    services: ['gateway', 'auth', 'otp', 'notifier'],
    secret: 'wallet-seal',
    fileOf: (version) => `seal.${version}.key`,
    make: () => Promise.resolve(`${randomBytes(32).toString('base64')}\n`),
    read: (text) => {
      if (Buffer.from(text.trim(), 'base64').length !== 32) throw new Error('not 32 bytes in base64');
    },
  },
];

export const publicHalf = (privatePem: string): string =>
  createPublicKey(createPrivateKey(privatePem)).export({ format: 'pem', type: 'spki' }).toString();
