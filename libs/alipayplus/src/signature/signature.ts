import type { KeyObject } from 'node:crypto';
import { formatSignatureHeader, parseSignatureHeader, type HeaderFault } from './signature-header';
import type { SignedMessage } from './signed-message';
import { sign, verify } from './signing';

export interface SigningKey {
  /** At most 9 digits. */
  readonly keyVersion: string;
  readonly privateKey: KeyObject;
}

/** The signer's public key of this version, or its newest when undefined; undefined when there is none. */
export type FindKey = (keyVersion: string | undefined) => KeyObject | undefined;

export type Verified =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'INVALID_SIGNATURE'; readonly reason: HeaderFault | 'wrong signature' }
  | { readonly ok: false; readonly code: 'KEY_NOT_FOUND'; readonly reason: 'unknown key version' };

const keyVersionForm = /^\d{1,9}$/;

/** The `Signature` header of a message that we send. */
export async function signMessage(message: SignedMessage, { keyVersion, privateKey }: SigningKey): Promise<string> {
  return formatSignatureHeader({ keyVersion, signature: await sign(message, privateKey) });
}

/** Checks the `Signature` header of a message that we received. `findKey` is asked for well formed versions only. */
export function verifyMessage(message: SignedMessage, header: string | undefined, findKey: FindKey): Verified {
  const parsed = parseSignatureHeader(header);
  if (!parsed.ok) return { ok: false, code: 'INVALID_SIGNATURE', reason: parsed.reason };
  const { keyVersion, signature } = parsed.value;
  const wellFormed = keyVersion === undefined || keyVersionForm.test(keyVersion);
  const publicKey = wellFormed ? findKey(keyVersion) : undefined;
  if (!publicKey) return { ok: false, code: 'KEY_NOT_FOUND', reason: 'unknown key version' };
  if (verify(message, publicKey, signature)) return { ok: true };
  return { ok: false, code: 'INVALID_SIGNATURE', reason: 'wrong signature' };
}
