import { createLogger } from '@wallet/service';
import { KeyFiles, newKeys, pemOf } from '../../../test/key-files';
import { SignatureKeys } from './signature-keys';

const [first, second] = [newKeys(), newKeys()];

function scene() {
  const lines: string[] = [];
  const folder = new KeyFiles();
  const keys = new SignatureKeys(folder, createLogger('spec', 'info', { write: (line) => void lines.push(line) }));
  return { files: folder.files, keys, lines };
}

it('signs with our newest key and verifies with the version asked for', () => {
  const { files, keys } = scene();
  files.set('wallet-private.1', pemOf(first.privateKey)).set('alipayplus-public.1', pemOf(first.publicKey));
  expect(keys.signingKey()).toMatchObject({ keyVersion: '1' });
  files.set('wallet-private.2', pemOf(second.privateKey)).set('alipayplus-public.2', pemOf(second.publicKey));
  expect(keys.signingKey().keyVersion).toBe('2');
  expect(keys.signingKey().privateKey.equals(second.privateKey)).toBe(true);
  expect(keys.publicKey('1')?.equals(first.publicKey)).toBe(true);
  expect(keys.publicKey(undefined)?.equals(second.publicKey)).toBe(true);
  expect(keys.publicKey('3')).toBeUndefined();
});

it('parses a file once, and again when its content changes', () => {
  const { files, keys } = scene();
  files.set('alipayplus-public.1', pemOf(first.publicKey));
  const parsed = keys.publicKey('1');
  files.set('alipayplus-public.1', pemOf(first.publicKey));
  expect(keys.publicKey('1')).toBe(parsed);
  files.set('alipayplus-public.1', pemOf(second.publicKey));
  expect(keys.publicKey('1')?.equals(second.publicKey)).toBe(true);
});

it('goes on with the key before while the new file is no key, and says so once', () => {
  const { files, keys, lines } = scene();
  files.set('wallet-private.1', pemOf(first.privateKey));
  keys.signingKey();
  files.set('wallet-private.2', Buffer.from('half a key'));
  expect([keys.signingKey().keyVersion, keys.signingKey().keyVersion]).toEqual(['1', '1']);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('half a key');
});

it('requires a key of each side', () => {
  const { files, keys } = scene();
  expect(() => keys.require()).toThrow('wallet-private.pem');
  files.set('wallet-private.1', pemOf(first.privateKey));
  expect(() => keys.require()).toThrow('alipayplus-public.pem');
  files.set('alipayplus-public.1', pemOf(first.publicKey));
  keys.require();
});
