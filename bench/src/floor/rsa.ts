import { constants, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { setImmediate as yieldOnce } from 'node:timers/promises';
import { promisify } from 'node:util';

const signOnPool = promisify<string, Buffer, { key: KeyObject; padding: number }, Buffer>(sign);

/** As much as a `pay` has. */
const message = Buffer.alloc(1_000, 'a message of a usual size ');

/** RSASSA-PKCS1-v1_5 with SHA-256 and 2048 bits, as Alipay+ has it: signing on the thread pool, verifying on the main thread. */
export class Rsa {
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly signature = sign('sha256', message, this.keyed(this.pair.privateKey));

  async sign(): Promise<void> {
    await signOnPool('sha256', message, this.keyed(this.pair.privateKey));
  }

  async verify(): Promise<void> {
    if (!verify('sha256', message, this.keyed(this.pair.publicKey), this.signature)) throw new Error('wrong signature');
    await yieldOnce();
  }

  private keyed(key: KeyObject) {
    return { key, padding: constants.RSA_PKCS1_PADDING };
  }
}
