import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@wallet/service';
import { keyStoreSettings } from './key-store-settings';

const dir = mkdtempSync(join(tmpdir(), 'key-store-settings-'));
const file = (name: string): string => join(dir, name);
const schema = keyStoreSettings({ readPublicKey: createPublicKey, readPrivateKey: createPrivateKey });
const read = (env: NodeJS.ProcessEnv) => parseConfig(schema, env);

beforeAll(() => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(file('alipayplus-public.pem'), publicKey.export({ format: 'pem', type: 'spki' }));
  writeFileSync(file('pin'), '1234\n');
  writeFileSync(file('module.so'), '');
});
afterAll(() => rmSync(dir, { recursive: true }));

const token = () => ({
  KEY_STORE: 'pkcs11',
  KEYS_DIR: dir,
  PKCS11_MODULE: file('module.so'),
  PKCS11_TOKEN: 'wallet',
  PKCS11_PIN_FILE: file('pin'),
});

it('wants our private key in KEYS_DIR only when the store is files', () => {
  expect(() => read({ KEYS_DIR: dir })).toThrow(/KEYS_DIR .*has no wallet-private\.pem/);
  expect(read(token())).toMatchObject({ PKCS11_TOKEN: 'wallet', PKCS11_KEY_LABEL: 'wallet-private' });
});

it.each([
  ['KEY_STORE', 'hsm', 'KEY_STORE must be files or pkcs11'],
  ['KEYS_DIR', '/nowhere', /KEYS_DIR .*\/nowhere does not exist/],
  ['PKCS11_MODULE', '/nowhere/module.so', /PKCS11_MODULE .*\/nowhere\/module\.so does not exist/],
  ['PKCS11_MODULE', '', /PKCS11_MODULE .*not set/],
  ['PKCS11_TOKEN', '', /PKCS11_TOKEN .*not set/],
  ['PKCS11_PIN_FILE', '/nowhere/pin', /PKCS11_PIN_FILE .*\/nowhere\/pin does not exist/],
])('refuses %s=%s', (name, value, message) => {
  expect(() => read({ ...token(), [name]: value })).toThrow(message);
});
