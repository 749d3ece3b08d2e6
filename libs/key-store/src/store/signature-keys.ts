import { countUse } from './key-uses';
import type { Signed } from './key-store';
import type { TimedSigner } from './timed-signer';

/** Alipay+'s public keys. */
interface TheirKeys<Key> {
  readonly name: string;
  find(version: string | undefined): { readonly version: string; readonly key: Key } | undefined;
}

/** The keys of both sides: theirs to verify with, ours to sign with. */
export class SignatureKeys<Key> {
  constructor(
    private readonly theirs: TheirKeys<Key>,
    private readonly signer: Pick<TimedSigner, 'sign'>,
  ) {}

  /** Alipay+'s public key of this version, its newest when undefined. */
  publicKey(keyVersion: string | undefined): Key | undefined {
    const found = this.theirs.find(keyVersion);
    if (found) countUse(this.theirs.name, found.version);
    return found?.key;
  }

  /** By our active version. Throws DependencyFault: there is no signature within the bound. */
  sign(content: Uint8Array): Promise<Signed> {
    return this.signer.sign(content);
  }
}
