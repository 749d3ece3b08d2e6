import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes every key that a service or the simulator may need, under the names that they look for; as `KEYS_DIR` and `SEAL_KEYS_DIR`. */
export function writeKeys(dir: string): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const halves = {
    public: publicKey.export({ format: 'pem', type: 'spki' }),
    private: privateKey.export({ format: 'pem', type: 'pkcs8' }),
  };
  for (const side of ['alipayplus', 'wallet', 'wallet-app'])
    for (const [half, pem] of Object.entries(halves)) writeFileSync(join(dir, `${side}-${half}.pem`), pem);
  writeFileSync(join(dir, 'seal.1.key'), Buffer.alloc(32, 7).toString('base64'));
}
