import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readPrivateKey, readPublicKey } from './rsa-keys';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject, type: 'spki' | 'pkcs8' | 'pkcs1') => key.export({ format: 'pem', type }) as string;
const line = (key: KeyObject, type: 'spki' | 'pkcs8') => key.export({ format: 'der', type }).toString('base64');

describe('rsa keys', () => {
  it('reads PEM and one line of base64', () => {
    expect(readPublicKey(pem(rsa.publicKey, 'spki')).equals(rsa.publicKey)).toBe(true);
    expect(readPublicKey(`${line(rsa.publicKey, 'spki')}\n`).equals(rsa.publicKey)).toBe(true);
    expect(readPrivateKey(pem(rsa.privateKey, 'pkcs8')).equals(rsa.privateKey)).toBe(true);
    expect(readPrivateKey(pem(rsa.privateKey, 'pkcs1')).equals(rsa.privateKey)).toBe(true);
    expect(readPrivateKey(line(rsa.privateKey, 'pkcs8')).equals(rsa.privateKey)).toBe(true);
  });

  it('refuses short keys, other algorithms and what is no key', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => readPublicKey(pem(short.publicKey, 'spki'))).toThrow('not an RSA key of 2048 to 4096 bits');
    expect(() => readPrivateKey(line(short.privateKey, 'pkcs8'))).toThrow('not an RSA key of 2048 to 4096 bits');
    expect(() => readPublicKey(pem(ec.publicKey, 'spki'))).toThrow('not an RSA key of 2048 to 4096 bits');
    expect(() => readPublicKey(pem(rsa.privateKey, 'pkcs8'))).toThrow('a private key');
    expect(() => readPublicKey(pem(rsa.privateKey, 'pkcs1'))).toThrow('a private key');
    expect(() => readPublicKey('nonsense')).toThrow();
    expect(() => readPrivateKey('')).toThrow();
  });
});
