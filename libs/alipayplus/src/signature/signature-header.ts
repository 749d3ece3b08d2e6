import { decodeSignature, encodeSignature } from './signature-text';

export interface SignatureHeader {
  /** As received; undefined when absent, which means the newest key. */
  readonly keyVersion: string | undefined;
  readonly signature: Buffer;
}

/** Why a header is refused as INVALID_SIGNATURE. */
export type HeaderFault =
  | 'no signature header'
  | 'malformed signature header'
  | 'duplicate item'
  | 'unsupported algorithm'
  | 'malformed signature';

export type ParsedHeader =
  { readonly ok: true; readonly value: SignatureHeader } | { readonly ok: false; readonly reason: HeaderFault };

const maxLength = 8192;
const printable = /^[\t\x20-\x7e]*$/;
const known = new Set(['algorithm', 'keyVersion', 'signature']);
const refuse = (reason: HeaderFault): ParsedHeader => ({ ok: false, reason });

/** In this order and without spaces: Alipay's Java SDK reads by position. */
export function formatSignatureHeader({ keyVersion, signature }: { keyVersion: string; signature: Buffer }): string {
  return `algorithm=RSA256,keyVersion=${keyVersion},signature=${encodeSignature(signature)}`;
}

/**
 * Reads a `Signature` header tolerantly: spaces between items, any order, unknown items ignored, no algorithm means
 * RSA256. Two joined headers are refused, because an item appears twice. See docs/alipayplus.md#signature.
 */
export function parseSignatureHeader(header: string | undefined): ParsedHeader {
  if (header === undefined) return refuse('no signature header');
  if (header.length > maxLength || !printable.test(header)) return refuse('malformed signature header');
  const items = knownItems(header);
  if (!items) return refuse('duplicate item');
  if ((items.get('algorithm') ?? 'RSA256').toUpperCase() !== 'RSA256') return refuse('unsupported algorithm');
  const signature = decodeSignature(items.get('signature') ?? '');
  if (!signature) return refuse('malformed signature');
  return { ok: true, value: { keyVersion: items.get('keyVersion'), signature } };
}

/** Undefined when one appears twice. */
function knownItems(header: string): Map<string, string> | undefined {
  const items = new Map<string, string>();
  for (const item of header.split(',')) {
    const [name, value] = splitAtFirst(item.trim(), '=');
    if (!known.has(name)) continue;
    if (items.has(name)) return undefined;
    items.set(name, value);
  }
  return items;
}

function splitAtFirst(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
