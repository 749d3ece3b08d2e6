import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const minBits = 2048;
const maxBits = 4096;

/**
 * Reads a public key: PEM, or SubjectPublicKeyInfo in one line of base64 as Alipay+ hands it out.
 * Throws on anything but RSA of 2048 to 4096 bits.
 */
export function readPublicKey(text: string): KeyObject {
  if (text.includes('PRIVATE KEY-----')) throw new TypeError('a private key, and not its public half');
  if (isPem(text)) return requireRsa(createPublicKey(text));
  return requireRsa(createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' }));
}

/** Reads a private key: PEM, or PKCS#8 in one line of base64. Throws on anything but RSA of 2048 to 4096 bits. */
export function readPrivateKey(text: string): KeyObject {
  if (isPem(text)) return requireRsa(createPrivateKey(text));
  return requireRsa(createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }));
}

const isPem = (text: string) => text.trimStart().startsWith('-----BEGIN');

function requireRsa(key: KeyObject): KeyObject {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < minBits || bits > maxBits) {
    throw new TypeError(`not an RSA key of ${minBits} to ${maxBits} bits`);
  }
  return key;
}
