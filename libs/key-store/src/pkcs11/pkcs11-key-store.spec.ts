import { randomBytes, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, createLogger } from '@wallet/service';
import { KeyFolder } from '../files/key-folder';
import { keyStoreConformance, type StoreSite } from '../testing';
import { PlainFolder } from '../testing/plain-folder';
import { TokenStandIn } from '../testing/token-stand-in';
import { Pkcs11KeyStore } from './pkcs11-key-store';

const logger = createLogger('test', 'silent');
const content = Buffer.from('content');

interface Site extends StoreSite {
  readonly store: Pkcs11KeyStore;
  readonly token: TokenStandIn;
}

function newSite({ stuckAfterMs = 20_000 } = {}): Site {
  const root = mkdtempSync(join(tmpdir(), 'pkcs11-'));
  const folders = { signing: new PlainFolder(join(root, 'keys')), seal: new PlainFolder(join(root, 'seal')) };
  const token = new TokenStandIn(join(root, 'token'));
  const addSealKey = (version: string) => folders.seal.write(`seal.${version}.key`, randomBytes(32).toString('base64'));
  const active = { signing: 'wallet-private.active', seal: 'seal.active' };
  const first = { version: '1', publicKey: token.add('1') };
  addSealKey('1');
  const { place, program } = token;
  const options = { place, program, patienceMs: 60_000, lookEveryMs: 50, stuckAfterMs };
  const folder = new KeyFolder(folders.signing.dir, logger);
  const store = new Pkcs11KeyStore({ ...options, sealKeysDir: folders.seal.dir, folder }, logger);
  return {
    token,
    store,
    first,
    addPair: (version) => Promise.resolve(token.add(version)),
    addSealKey: (version) => Promise.resolve(addSealKey(version)),
    activate: (key, version) => Promise.resolve(folders[key].write(active[key], `${version}\n`)),
    remove: (key, version) =>
      Promise.resolve(key === 'seal' ? folders.seal.remove(`seal.${version}.key`) : token.remove(version)),
    end: async () => {
      await store.close();
      rmSync(root, { recursive: true });
    },
  };
}

let site: Site;
const begin = (...options: Parameters<typeof newSite>) => (site = newSite(...options));
afterEach(() => site.end());

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (!(await isSo()) && Date.now() < giveUpAt) await pause(20);
  expect(await isSo()).toBe(true);
}

const open = () => site.store.open(() => undefined);
const signs = (): Promise<boolean> =>
  site.store.sign(content).then(
    ({ signature }) => verify('sha256', content, site.first.publicKey, signature),
    () => false,
  );

describe('a key store on a token', () => {
  beforeEach(() => void begin());

  it.each(keyStoreConformance)('$name', ({ run }) => run(site), 90_000);
});

it.each(['dies', 'hangs'] as const)(
  'opens a token again that %s, and refuses at once meanwhile',
  async (mood) => {
    begin({ stuckAfterMs: 1_000 });
    await open();
    expect(await signs()).toBe(true);
    site.token.be(mood);
    await until(() => !site.store.works());
    const startedAt = Date.now();
    await expect(site.store.sign(content)).rejects.toThrow('the token is not open');
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    site.token.be('works');
    await until(signs);
    expect(site.store.works()).toBe(true);
  },
  90_000,
);

it('fails what is under way when the process of the token ends', async () => {
  begin();
  await open();
  site.token.be('dies');
  await expect(site.store.sign(content)).rejects.toThrow(/the process of the token has ended|the token is not open/);
});

it('does not try a PIN again that was refused, until another one is there', async () => {
  begin();
  await open();
  site.token.be('dies');
  await until(() => !site.store.works());
  site.token.be('refuses its PIN');
  await until(() => site.token.opened('refuses its PIN') > 0);
  await pause(2_500);
  expect(site.token.opened('refuses its PIN')).toBe(1);
  site.token.be('works');
  site.token.writePin('another');
  await until(signs);
}, 90_000);

it('does not start with a PIN that is refused, and waits for a token that is away', async () => {
  begin();
  site.token.be('refuses its PIN');
  await expect(open()).rejects.toThrow(ConfigError);
  site.token.be('is away');
  const fault: unknown = await open().catch((error: unknown) => error);
  expect(fault).not.toBeInstanceOf(ConfigError);
  expect(fault).toMatchObject({ message: 'CKR_TOKEN_NOT_PRESENT' });
  site.token.be('works');
  await open();
  expect(await signs()).toBe(true);
});
