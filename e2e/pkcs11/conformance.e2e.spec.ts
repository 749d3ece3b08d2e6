import { randomBytes, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFolder, Pkcs11KeyStore } from '@wallet/key-store';
import { keyStoreConformance, type StoreSite } from '@wallet/key-store/testing';
import { ConfigError, createLogger } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { repository } from '../support/recipe';
import { SoftHsm } from './soft-hsm';

const logger = createLogger('test', 'silent');
const program = join(repository, 'libs/key-store/dist/pkcs11/token-main.js');
const content = Buffer.from('content');

interface Site extends StoreSite {
  readonly store: Pkcs11KeyStore;
  readonly hsm: SoftHsm;
}

async function newSite(): Promise<Site> {
  const root = mkdtempSync(join(tmpdir(), 'pkcs11-'));
  const folders = { signing: join(root, 'keys'), seal: join(root, 'seal') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  const hsm = await SoftHsm.make(join(root, 'hsm'));
  const active = { signing: 'wallet-private.active', seal: 'seal.active' };
  const sealFile = (version: string) => join(folders.seal, `seal.${version}.key`);
  const addSealKey = (version: string) => writeFileSync(sealFile(version), randomBytes(32).toString('base64'));
  const first = { version: '1', publicKey: await hsm.generate('wallet-private.1') };
  addSealKey('1');
  const place = { module: hsm.module, token: hsm.token, pinFile: hsm.pinFile, keyLabel: 'wallet-private' };
  const options = { place, patienceMs: 30_000, lookEveryMs: 200, stuckAfterMs: 3_000, program };
  const folder = new KeyFolder(folders.signing, logger);
  const store = new Pkcs11KeyStore({ ...options, sealKeysDir: folders.seal, folder }, logger);
  return {
    hsm,
    store,
    first,
    addPair: (version) => hsm.generate(`wallet-private.${version}`),
    addSealKey: (version) => Promise.resolve(addSealKey(version)),
    activate: (key, version) => Promise.resolve(writeFileSync(join(folders[key], active[key]), `${version}\n`)),
    remove: (key, version) =>
      key === 'seal' ? Promise.resolve(rmSync(sealFile(version))) : hsm.destroy(`wallet-private.${version}`),
    end: async () => {
      await store.close();
      await hsm.thaw();
      rmSync(root, { recursive: true });
    },
  };
}

let site: Site;
beforeEach(async () => void (site = await newSite()));
afterEach(() => site.end());

const open = () => site.store.open(() => undefined);
const signs = async (): Promise<void> => {
  const { signature } = await site.store.sign(content);
  expect(verify('sha256', content, site.first.publicKey, signature)).toBe(true);
};

describe('a key store on a token of SoftHSM', () => {
  it.each(keyStoreConformance)('$name', ({ run }) => run(site), 120_000);
});

describe('a token that fails', () => {
  it('is opened again when it has hung, and signs as before', async () => {
    await open();
    await signs();
    await site.hsm.freeze();
    await expect(site.store.sign(content)).rejects.toThrow('the token has not answered for 3000 ms');
    expect(site.store.works()).toBe(false);
    await expect(site.store.sign(content)).rejects.toThrow('the token is not open');
    await site.hsm.thaw();
    await eventually(signs, { timeoutMs: 30_000 });
    expect(site.store.works()).toBe(true);
  }, 60_000);

  it.each([
    [
      'another PIN',
      (hsm: SoftHsm) => Promise.resolve(hsm.writePin('000000')),
      /does not take the PIN of .*CKR_PIN_INCORRECT/,
    ],
    ['no key', (hsm: SoftHsm) => hsm.destroy('wallet-private.1'), /has no private RSA key to sign with/],
  ])('is a wrong setting with %s', async (_what, spoil, message) => {
    await spoil(site.hsm);
    await expect(open()).rejects.toThrow(ConfigError);
    await expect(open()).rejects.toThrow(message);
  });

  it('does not count a label that two keys have, unless one of them was there before', async () => {
    for (const version of ['3', '3']) await site.addPair(version);
    let all: readonly string[] = [];
    await site.store.open(({ signing }) => (all = signing!.all));
    expect(all).toEqual(['1']);
    await site.activate('signing', '1');
    for (const version of ['1', '2']) await site.addPair(version);
    await eventually(() => Promise.resolve(expect(all).toEqual(['2', '1'])), { timeoutMs: 30_000 });
    await signs();
  }, 60_000);
});
