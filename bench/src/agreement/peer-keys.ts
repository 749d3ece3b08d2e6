import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files: the RSA keys of both parties in PEM, and the key of the tokens' hashes in base64. */
export interface PeerKeys {
  readonly alipayplusPrivate: string;
  readonly alipayplusPublic: string;
  readonly walletPrivate: string;
  readonly walletPublic: string;
  readonly tokenKey: string;
}

/** Made anew in each run. */
export function makePeerKeys(dir: string): PeerKeys {
  mkdirSync(dir, { recursive: true });
  const write = (name: string, content: string | Buffer): string => {
    const file = join(dir, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  const pair = (name: string) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return [
      write(`${name}-private.pem`, privateKey.export({ type: 'pkcs8', format: 'pem' })),
      write(`${name}-public.pem`, publicKey.export({ type: 'spki', format: 'pem' })),
    ] as const;
  };
  const [alipayplusPrivate, alipayplusPublic] = pair('alipayplus');
  const [walletPrivate, walletPublic] = pair('wallet');
  const tokenKey = write('token.key', randomBytes(32).toString('base64'));
  return { alipayplusPrivate, alipayplusPublic, walletPrivate, walletPublic, tokenKey };
}
