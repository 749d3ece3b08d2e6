import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createLogger } from '@wallet/service';
import type { KeyFiles } from './key-files';
import { SignatureKeys } from './signature-keys';

const pairs = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
const publicPem = (at: number) => Buffer.from(pairs[at]!.publicKey.export({ format: 'pem', type: 'spki' }));
const privatePem = (at: number) => Buffer.from(pairs[at]!.privateKey.export({ format: 'pem', type: 'pkcs8' }));

const readers = { readPublicKey: createPublicKey, readPrivateKey: createPrivateKey };

/** `name.version` -> content. */
const filesOf = (files: Map<string, Buffer>): KeyFiles => ({
  version: (name, version) => files.get(`${name}.${version}`),
  newest: (name) =>
    ['2', '1']
      .filter((version) => files.has(`${name}.${version}`))
      .map((version) => ({ version, content: files.get(`${name}.${version}`)! }))[0],
});

describe('the signature keys', () => {
  const files = new Map<string, Buffer>();
  const keys = () => new SignatureKeys(filesOf(files), readers, createLogger('gateway', 'silent'));

  beforeEach(() => {
    files.clear();
    files.set('alipayplus-public.1', publicPem(0)).set('wallet-private.1', privatePem(0));
  });

  it('are found by version, the newest without one', () => {
    files.set('alipayplus-public.2', publicPem(1));
    const found = (version?: string) => keys().publicKey(version)?.export({ format: 'pem', type: 'spki' });
    expect(found('1')).toBe(publicPem(0).toString());
    expect(found('2')).toBe(publicPem(1).toString());
    expect(found()).toBe(publicPem(1).toString());
    expect(found('3')).toBeUndefined();
  });

  it('are parsed once while the content stays, again when it changes', () => {
    const loaded = keys();
    const first = loaded.publicKey('1');
    files.set('alipayplus-public.1', Buffer.from(publicPem(0)));
    expect(loaded.publicKey('1')).toBe(first);
    files.set('alipayplus-public.1', publicPem(1));
    expect(loaded.publicKey('1')).not.toBe(first);
  });

  it('sign with the newest private key and its version', () => {
    const loaded = keys();
    expect(loaded.signingKey().keyVersion).toBe('1');
    files.set('wallet-private.2', privatePem(1));
    expect(loaded.signingKey().keyVersion).toBe('2');
  });

  it('go on signing with the last good key while the newest file is no key', () => {
    const loaded = keys();
    const good = loaded.signingKey();
    files.set('wallet-private.2', Buffer.from('half a file'));
    expect(loaded.signingKey()).toBe(good);
  });

  it.each(['alipayplus-public', 'wallet-private'])('stop the start when there is no %s', (name) => {
    expect(() => keys().require()).not.toThrow();
    files.set(`${name}.1`, Buffer.from('no key'));
    expect(() => keys().require()).toThrow(`${name}.pem`);
    files.delete(`${name}.1`);
    expect(() => keys().require()).toThrow(`${name}.pem`);
  });
});
