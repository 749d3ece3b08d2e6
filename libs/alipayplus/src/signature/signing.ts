import { constants, sign as signWith, verify as verifyWith, type KeyObject } from 'node:crypto';
import { contentToSign, type SignedMessage } from './signed-message';

// RSA256 is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2). The key decides nothing: another type of key is a bug of ours.
const rsa256 = (key: KeyObject) => {
  if (key.asymmetricKeyType !== 'rsa') throw new TypeError('not an RSA key');
  return { key, padding: constants.RSA_PKCS1_PADDING };
};

/** Signs on the thread pool, because a signature costs ten times as much as its verification. Rejects when the key is not RSA. */
export function signContent(content: Uint8Array, privateKey: KeyObject): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    signWith('sha256', content, rsa256(privateKey), (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}

/** False whatever is wrong with the signature; synchronous: tens of microseconds. */
export function verify(message: SignedMessage, publicKey: KeyObject, signature: Uint8Array): boolean {
  return verifyWith('sha256', contentToSign(message), rsa256(publicKey), signature);
}
