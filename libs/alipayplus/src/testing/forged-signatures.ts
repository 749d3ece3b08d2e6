import { constants, createHash, privateEncrypt, sign, type KeyObject } from 'node:crypto';
import { forgedEncodings } from './forged-encodings';

export interface ForgedSignature {
  /** What is wrong with it. */
  readonly name: string;
  readonly signature: Buffer;
}

/**
 * Signatures over `content` that a verifier of RSASSA-PKCS1-v1_5 with SHA-256 must refuse although the private key made
 * them: the families of Wycheproof's `rsa_signature_*_sha256`, made with the raw RSA operation.
 */
export function forgeSignatures(content: Uint8Array, privateKey: KeyObject): ForgedSignature[] {
  const modulus = modulusOf(privateKey);
  const size = toBytes(modulus).length;
  const rawSign = (encoded: Buffer) => privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded);
  const encodings = forgedEncodings(createHash('sha256').update(content).digest(), size);
  return [
    ...encodings.map(({ name, encoded }) => ({ name, signature: rawSign(encoded) })),
    ...otherSchemes(content, privateKey),
    ...malformedIntegers(sign('sha256', content, privateKey), modulus),
  ];
}

function otherSchemes(content: Uint8Array, key: KeyObject): ForgedSignature[] {
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return [
    { name: 'PSS with SHA-256', signature: sign('sha256', content, pss) },
    { name: 'SHA-1', signature: sign('sha1', content, key) },
    { name: 'SHA-384', signature: sign('sha384', content, key) },
    { name: 'SHA-512', signature: sign('sha512', content, key) },
    { name: 'another content', signature: sign('sha256', Buffer.concat([content, Buffer.from(' ')]), key) },
  ];
}

function malformedIntegers(right: Buffer, n: bigint): ForgedSignature[] {
  const size = right.length;
  const s = toInteger(right);
  return [
    { name: 's = 0', signature: Buffer.alloc(size) },
    { name: 's = 1', signature: toBytes(1n, size) },
    { name: 's = n - 1', signature: toBytes(n - 1n, size) },
    { name: 's = n', signature: toBytes(n, size) },
    { name: 's + n, not reduced', signature: toBytes(s + n, size) },
    { name: 'n - s', signature: toBytes(n - s, size) },
    { name: 'all ones', signature: Buffer.alloc(size, 0xff) },
    { name: 'one byte', signature: Buffer.from([1]) },
    { name: 'last byte missing', signature: right.subarray(0, -1) },
    { name: 'first byte missing', signature: right.subarray(1) },
    { name: 'a zero byte in front', signature: Buffer.concat([Buffer.alloc(1), right]) },
    { name: 'a zero byte at the end', signature: Buffer.concat([right, Buffer.alloc(1)]) },
    { name: 'twice', signature: Buffer.concat([right, right]) },
  ];
}

const modulusOf = (key: KeyObject) => toInteger(Buffer.from(String(key.export({ format: 'jwk' }).n), 'base64url'));
const toInteger = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);

function toBytes(value: bigint, minSize = 0): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(Math.max(minSize * 2, hex.length + (hex.length % 2)), '0'), 'hex');
}
