import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createLogger } from '@wallet/service';
import { keyStoreConformance, type StoreSite } from '../testing';
import { MountedFolder } from '../testing/mounted-folder';
import { PlainFolder } from '../testing/plain-folder';
import { FileKeyStore } from './file-key-store';
import { KeyFolder } from './key-folder';

const logger = createLogger('test', 'silent');
const signAsync = promisify<string, Uint8Array, KeyObject, Buffer>(sign);
const use = {
  readPrivateKey: (text: string) => createPrivateKey(text),
  signContent: (content: Uint8Array, key: KeyObject) => signAsync('sha256', content, key),
};
const files = {
  signing: { private: (version: string) => `wallet-private.${version}.pem`, active: 'wallet-private.active' },
  seal: { private: (version: string) => `seal.${version}.key`, active: 'seal.active' },
};

function newSite(Folder: typeof PlainFolder | typeof MountedFolder): StoreSite {
  const root = mkdtempSync(join(tmpdir(), 'key-store-'));
  const folders = { signing: new Folder(join(root, 'keys')), seal: new Folder(join(root, 'seal')) };
  const addPair = (version: string): KeyObject => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    folders.signing.write(files.signing.private(version), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    return publicKey;
  };
  const addSealKey = (version: string) =>
    folders.seal.write(files.seal.private(version), randomBytes(32).toString('base64'));
  const first = { version: '1', publicKey: addPair('1') };
  addSealKey('1');
  const folder = new KeyFolder(folders.signing.dir, logger);
  const store = new FileKeyStore(folders.seal.dir, logger, { folder, ...use });
  return {
    store,
    first,
    addPair: (version) => Promise.resolve(addPair(version)),
    addSealKey: (version) => Promise.resolve(addSealKey(version)),
    activate: (key, version) => Promise.resolve(folders[key].write(files[key].active, `${version}\n`)),
    remove: (key, version) => Promise.resolve(folders[key].remove(files[key].private(version))),
    end: async () => {
      await store.close();
      rmSync(root, { recursive: true });
    },
  };
}

describe.each([
  ['plain files', PlainFolder],
  ['a mounted Secret', MountedFolder],
])('a key store of %s', (_what, Folder) => {
  let site: StoreSite;
  beforeEach(() => void (site = newSite(Folder)));
  afterEach(() => site.end());

  it.each(keyStoreConformance)('$name', ({ run }) => run(site), 90_000);
});
