import { createPrivateKey, createPublicKey, generateKeyPair, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { servicesWith, type Environment, type OperatedService } from './services';
import type { StackKeys } from './stack';

const generate = promisify(generateKeyPair);

/** All key material of a stack, as paths. */
export interface KeyFiles {
  readonly keysDir: string;
  readonly sealKeysDir: string;
  readonly otpKeyFile: string;
  readonly tokenHashKeyFile: string;
  readonly operatorTokenFiles: Readonly<Record<OperatedService, string>>;
  readonly pairs: StackKeys;
}

function writeSecret(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
}

/** A half that is missing beside later versions was retired: made again, it would be in force again. */
function isRotated(dir: string, name: string): boolean {
  const later = new RegExp(`^${name}-(?:private|public)\\.\\d+\\.pem$`);
  return existsSync(dir) && readdirSync(dir).some((file) => later.test(file));
}

async function ensurePair(dir: string, name: string): Promise<void> {
  if (isRotated(dir, name)) return;
  const file = join(dir, `${name}-private.pem`);
  if (!existsSync(file)) {
    const { privateKey } =
      name === 'wallet-app' ? generateKeyPairSync('ed25519') : await generate('rsa', { modulusLength: 2048 });
    writeSecret(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  const publicFile = join(dir, `${name}-public.pem`);
  if (existsSync(publicFile)) return;
  const publicKey = createPublicKey(createPrivateKey(readFileSync(file)));
  writeSecret(publicFile, publicKey.export({ type: 'spki', format: 'pem' }).toString());
}

/** A random one, if there is none yet. */
export function ensureSecret(file: string, encoding: 'base64' | 'base64url'): void {
  if (!existsSync(file)) writeSecret(file, `${randomBytes(32).toString(encoding)}\n`);
}

/** A first one, unless there is a version of it: one that was retired would come back. */
function ensureSealKey(dir: string): void {
  const isThere = existsSync(dir) && readdirSync(dir).some((file) => /^seal\.\d+\.key$/.test(file));
  if (!isThere) ensureSecret(join(dir, 'seal.1.key'), 'base64');
}

/** Makes what is missing in the stack's own folder. A folder or file that the environment gives is taken as it is, never written. */
export async function ensureKeys(dir: string, given: Environment): Promise<KeyFiles> {
  const own = join(dir, 'keys');
  const path = (variable: string, fallback: string): string => resolve(given[variable] ?? join(own, fallback));
  const keysDir = path('KEYS_DIR', '.');
  const sealKeysDir = path('SEAL_KEYS_DIR', 'seal');
  const otpKeyFile = path('OTP_KEY_FILE', 'otp.key');
  const tokenHashKeyFile = path('TOKEN_HASH_KEY_FILE', 'token-hash.key');
  const tokenFile = (service: string) => path('OPERATOR_TOKEN_FILE', `operator.${service}.token`);
  const operatorTokenFiles = Object.fromEntries(
    servicesWith('OPERATOR_PORT').map((service) => [service, tokenFile(service)]),
  ) as KeyFiles['operatorTokenFiles'];
  if (!given['KEYS_DIR'])
    await Promise.all(['alipayplus', 'wallet', 'wallet-app'].map((name) => ensurePair(own, name)));
  if (!given['SEAL_KEYS_DIR']) ensureSealKey(sealKeysDir);
  if (!given['OTP_KEY_FILE']) ensureSecret(otpKeyFile, 'base64');
  if (!given['TOKEN_HASH_KEY_FILE']) ensureSecret(tokenHashKeyFile, 'base64');
  if (!given['OPERATOR_TOKEN_FILE'])
    for (const file of Object.values(operatorTokenFiles)) ensureSecret(file, 'base64url');
  const pairs: StackKeys = {
    alipayplusPrivate: resolve(given['ALIPAYPLUS_PRIVATE_KEY_FILE'] ?? join(keysDir, 'alipayplus-private.pem')),
    alipayplusPublic: join(keysDir, 'alipayplus-public.pem'),
    walletPrivate: join(keysDir, 'wallet-private.pem'),
    walletAppPrivate: join(keysDir, 'wallet-app-private.pem'),
    walletPublic: resolve(given['WALLET_PUBLIC_KEY_FILE'] ?? join(keysDir, 'wallet-public.pem')),
  };
  return { keysDir, sealKeysDir, otpKeyFile, tokenHashKeyFile, operatorTokenFiles, pairs };
}
