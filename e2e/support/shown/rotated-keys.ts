import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Both sides have a second version of their key, the wallet uses its own, and knows the first one of Alipay+ no more. */
export function rotatedKeys(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const side of ['alipayplus', 'wallet'])
    for (const version of ['', '.2']) {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const write = (half: string, pem: string | Buffer) =>
        writeFileSync(join(folder, `${side}-${half}${version}.pem`), pem, { mode: 0o600 });
      write('private', privateKey.export({ format: 'pem', type: 'pkcs8' }));
      if (side === 'wallet' || version !== '') write('public', publicKey.export({ format: 'pem', type: 'spki' }));
    }
  writeFileSync(join(folder, 'wallet-private.active'), '2\n');
}
