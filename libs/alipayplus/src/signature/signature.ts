import type { KeyObject } from 'node:crypto';
import { isKeyVersion } from '@wallet/kernel';
import { formatSignatureHeader, parseSignatureHeader, type HeaderFault } from './signature-header';
import { contentToSign, type SignedMessage } from './signed-message';
import { signContent, verify } from './signing';

export interface SigningKey {
  /** As `isKeyVersion` says. */
  readonly keyVersion: string;
  readonly privateKey: KeyObject;
}

/** The signer's public key of this version, or its newest when undefined; undefined when there is none. */
export type FindKey = (keyVersion: string | undefined) => KeyObject | undefined;

export type Verified =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'INVALID_SIGNATURE'; readonly reason: HeaderFault | 'wrong signature' }
  | {
      readonly ok: false;
      readonly code: 'KEY_NOT_FOUND';
      readonly reason: 'unknown key version' | 'malformed key version';
    };

/** Signs bytes, wherever the key is, and says which version it was. */
export type Sign = (content: Uint8Array) => Promise<{ readonly keyVersion: string; readonly signature: Buffer }>;

/** The `Signature` header of a message that we send. */
export async function signMessageBy(message: SignedMessage, sign: Sign): Promise<string> {
  return formatSignatureHeader(await sign(contentToSign(message)));
}

/** The same with a key of this process. */
export const signMessage = (message: SignedMessage, key: SigningKey): Promise<string> =>
  signMessageBy(message, signWith(key));

export const signWith =
  ({ keyVersion, privateKey }: SigningKey): Sign =>
  async (content) => ({ keyVersion, signature: await signContent(content, privateKey) });

/** Checks the `Signature` header of a message that we received. `findKey` is asked for well formed versions only. */
export function verifyMessage(message: SignedMessage, header: string | undefined, findKey: FindKey): Verified {
  const parsed = parseSignatureHeader(header);
  if (!parsed.ok) return { ok: false, code: 'INVALID_SIGNATURE', reason: parsed.reason };
  const { keyVersion, signature } = parsed.value;
  if (keyVersion !== undefined && !isKeyVersion(keyVersion))
    return { ok: false, code: 'KEY_NOT_FOUND', reason: 'malformed key version' };
  const publicKey = findKey(keyVersion);
  if (!publicKey) return { ok: false, code: 'KEY_NOT_FOUND', reason: 'unknown key version' };
  if (verify(message, publicKey, signature)) return { ok: true };
  return { ok: false, code: 'INVALID_SIGNATURE', reason: 'wrong signature' };
}
