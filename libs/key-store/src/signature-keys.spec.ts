import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createLogger, metrics, type Logger } from '@wallet/service';
import type { KeyFiles } from './key-files';
import { SignatureKeys } from './signature-keys';

const pairs = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
const publicPem = (at: number) => Buffer.from(pairs[at]!.publicKey.export({ format: 'pem', type: 'spki' }));
const privatePem = (at: number) => Buffer.from(pairs[at]!.privateKey.export({ format: 'pem', type: 'pkcs8' }));

const readPublicKey = (text: string) => {
  if (text.includes('PRIVATE')) throw new Error('a private key');
  return createPublicKey(text);
};
const readers = { readPublicKey, readPrivateKey: createPrivateKey };

/** `name.version` -> content. */
const filesOf = (files: Map<string, Buffer>): KeyFiles => ({
  version: (name, version) => files.get(`${name}.${version}`),
  versions: (name) =>
    [...files.keys()]
      .filter((file) => file.startsWith(`${name}.`))
      .map((file) => file.slice(name.length + 1))
      .sort((left, right) => Number(right) - Number(left)),
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

  it('sign with the highest version that is a key, also right after the start', () => {
    files.set('wallet-private.12', privatePem(1)).set('wallet-private.40', privatePem(0).subarray(0, 300));
    files.set('wallet-private.2026112912', privatePem(0));
    expect(keys().signingKey().keyVersion).toBe('12');
  });

  it('verify with the newest that is a key, and with a version that was one until its file is gone', () => {
    const loaded = keys();
    const first = loaded.publicKey('1');
    files.set('alipayplus-public.7', Buffer.from('no key')).set('alipayplus-public.8', privatePem(1));
    expect([loaded.publicKey(undefined), loaded.publicKey('7'), loaded.publicKey('8')]).toEqual([
      first,
      undefined,
      undefined,
    ]);
    files.set('alipayplus-public.1', publicPem(0).subarray(0, 100));
    expect([loaded.publicKey(undefined), loaded.publicKey('1')]).toEqual([first, first]);
    files.delete('alipayplus-public.1');
    expect([loaded.publicKey(undefined), loaded.publicKey('1')]).toEqual([undefined, undefined]);
  });

  it('go on with the private key that was there last', () => {
    const loaded = keys();
    const good = loaded.signingKey();
    files.delete('wallet-private.1');
    loaded.refresh();
    expect(loaded.signingKey()).toBe(good);
    expect(() => keys().signingKey()).toThrow('wallet-private.pem');
  });

  it('go back to the version before when the newest is taken away', () => {
    const loaded = keys();
    files.set('wallet-private.2', privatePem(1));
    expect(loaded.signingKey().keyVersion).toBe('2');
    files.delete('wallet-private.2');
    expect(loaded.signingKey().keyVersion).toBe('1');
  });

  it('tell once what is in force, and what is no key before it is needed', async () => {
    const told: object[] = [];
    const tell = (line: object, message: string) => told.push({ ...line, message });
    const loaded = new SignatureKeys(filesOf(files), readers, { info: tell, error: tell } as unknown as Logger);
    loaded.refresh();
    loaded.refresh();
    files.set('alipayplus-public.2', publicPem(1)).set('wallet-private.3', Buffer.from('no key'));
    loaded.refresh();
    files.delete('alipayplus-public.1');
    files.delete('wallet-private.1');
    loaded.refresh();
    const message = 'signature keys in force';
    const signWith = 'wallet-private.1';
    expect(told).toEqual([
      { verifyWith: ['alipayplus-public.1'], signWith, message },
      expect.objectContaining({ key: 'wallet-private.3', message: 'not a key, it does not count' }),
      { verifyWith: ['alipayplus-public.2', 'alipayplus-public.1'], signWith, message },
      { verifyWith: ['alipayplus-public.2'], signWith, message },
      expect.objectContaining({ signWith, message: expect.stringContaining('no longer in KEYS_DIR') as string }),
    ]);
    const text = await metrics.registry.getSingleMetricAsString('key_loaded');
    expect(text.match(/^key_loaded.*$/gm)).toEqual([
      'key_loaded{name="alipayplus-public",version="2"} 1',
      'key_loaded{name="wallet-private",version="1"} 1',
    ]);
  });

  it('count what each version is used for', async () => {
    const loaded = keys();
    const counted = async (name: string) => {
      const { values } = await metrics.counter('key_uses_total', '').get();
      return values.find(({ labels }) => (labels as { name?: string }).name === name)?.value ?? 0;
    };
    const before = [await counted('alipayplus-public'), await counted('wallet-private')];
    loaded.publicKey('1');
    loaded.publicKey('9');
    loaded.signingKey();
    loaded.refresh();
    expect([await counted('alipayplus-public'), await counted('wallet-private')]).toEqual(
      before.map((each) => each + 1),
    );
  });

  it.each(['alipayplus-public', 'wallet-private'])('stop the start when there is no %s', (name) => {
    expect(() => keys().require()).not.toThrow();
    files.set(`${name}.1`, Buffer.from('no key'));
    expect(() => keys().require()).toThrow(`${name}.pem`);
    files.delete(`${name}.1`);
    expect(() => keys().require()).toThrow(`${name}.pem`);
  });
});
