import { DependencyFault, metrics } from '@wallet/service';
import { countUse } from './key-uses';
import type { KeyStore, Signed } from './key-store';

const faults = metrics.counter(
  'key_store_faults_total',
  'Signatures that the key store did not make in time or at all',
  ['kind'],
);

/** Signs within a bound, whatever the store does. */
export class TimedSigner {
  constructor(
    private readonly store: Pick<KeyStore, 'sign'>,
    private readonly timeoutMs: number,
  ) {}

  /** By the active version. Throws DependencyFault. */
  sign(content: Uint8Array): Promise<Signed> {
    return new Promise((resolve, reject) => {
      const fail = (kind: 'late' | 'refused', cause: unknown): void => {
        clearTimeout(timer);
        faults.inc({ kind });
        reject(new DependencyFault('key store', cause));
      };
      const timer = setTimeout(() => fail('late', `no signature within ${this.timeoutMs} ms`), this.timeoutMs);
      this.store.sign(content).then(
        (signed) => {
          clearTimeout(timer);
          countUse('wallet-private', signed.keyVersion);
          resolve(signed);
        },
        (error: unknown) => fail('refused', error),
      );
    });
  }
}
