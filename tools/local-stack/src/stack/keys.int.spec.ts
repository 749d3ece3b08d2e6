import { createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeys } from './keys';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'keys-spec-'))));
afterEach(() => rmSync(dir, { recursive: true }));

test('makes pairs that belong together, readable by the owner only', async () => {
  const { pairs } = await ensureKeys(dir, {});
  const signature = sign('sha256', Buffer.from('text'), readFileSync(pairs.walletPrivate));
  expect(verify('sha256', Buffer.from('text'), readFileSync(pairs.walletPublic), signature)).toBe(true);
  expect(createPublicKey(readFileSync(pairs.walletPublic)).asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(statSync(pairs.walletPrivate).mode & 0o777).toBe(0o600);
});

test('keeps what is there', async () => {
  const { pairs, otpKeyFile, operatorTokenFiles, sealKeysDir } = await ensureKeys(dir, {});
  const files = [
    ...Object.values<string>({ ...pairs }),
    otpKeyFile,
    ...Object.values(operatorTokenFiles),
    join(sealKeysDir, 'seal.1.key'),
  ];
  const contents = files.map((file) => readFileSync(file, 'utf8'));
  await ensureKeys(dir, {});
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(contents);
});

test('makes no half again that was taken away in a rotation', async () => {
  const { keysDir, sealKeysDir, pairs } = await ensureKeys(dir, {});
  renameSync(join(sealKeysDir, 'seal.1.key'), join(sealKeysDir, 'seal.0.key'));
  for (const [name, version] of [
    ['alipayplus', '2'],
    ['wallet', '30'],
  ] as const)
    for (const half of ['private', 'public'])
      renameSync(join(keysDir, `${name}-${half}.pem`), join(keysDir, `${name}-${half}.${version}.pem`));
  const before = readdirSync(keysDir);
  await ensureKeys(dir, {});
  expect(readdirSync(keysDir)).toEqual(before);
  expect(readdirSync(sealKeysDir)).toEqual(['seal.0.key']);
  rmSync(pairs.walletAppPrivate);
  rmSync(join(keysDir, 'wallet-app-public.pem'));
  await ensureKeys(dir, {});
  expect(readdirSync(keysDir)).toEqual(before);
});

test('makes a token for the operators of each service, unless one is given', async () => {
  const { operatorTokenFiles } = await ensureKeys(dir, {});
  const tokens = Object.values(operatorTokenFiles).map((file) => readFileSync(file, 'utf8'));
  expect([tokens.length, new Set(tokens).size]).toEqual([4, 4]);
  const given = await ensureKeys(dir, { OPERATOR_TOKEN_FILE: '/given' });
  expect(new Set(Object.values(given.operatorTokenFiles))).toEqual(new Set(['/given']));
});

test('writes nothing into a folder that was given', async () => {
  const given = mkdtempSync(join(tmpdir(), 'keys-given-'));
  const { keysDir, pairs } = await ensureKeys(dir, { KEYS_DIR: given });
  expect(keysDir).toBe(given);
  expect(pairs.walletPublic).toBe(join(given, 'wallet-public.pem'));
  expect(readdirSync(given)).toEqual([]);
  rmSync(given, { recursive: true });
});
