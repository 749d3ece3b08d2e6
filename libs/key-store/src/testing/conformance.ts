import assert from 'node:assert/strict';
import { verify, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { KeysInForce, KeyStore, Versions } from '../store/key-store';

/** A store of your own, as somebody rotates its keys. It has one version of each key at first, which is in use. */
export interface StoreSite {
  readonly store: KeyStore;
  /** Makes another version of our private key, and gives its public half. */
  addPair(version: string): Promise<KeyObject>;
  addSealKey(version: string): Promise<void>;
  activate(key: KeyName, version: string): Promise<void>;
  remove(key: KeyName, version: string): Promise<void>;
  /** The version of each key that is there at first, and the public half of that. */
  readonly first: { readonly version: string; readonly publicKey: KeyObject };
  end(): Promise<void>;
}

type KeyName = 'signing' | 'seal';

interface ConformanceCase {
  readonly name: string;
  readonly run: (site: StoreSite) => Promise<void>;
}

const keyNames: readonly KeyName[] = ['signing', 'seal'];
/** A retired key is refused within this. */
const withinMs = 60_000;

/** What it handed out, the last one last. */
class Taken {
  readonly all: KeysInForce[] = [];

  constructor(readonly site: StoreSite) {}

  open = () => this.site.store.open((keys) => this.all.push(keys));

  versions(key: KeyName): Versions {
    const versions = this.all.at(-1)?.[key];
    assert.ok(versions, `nothing of ${key} was handed out`);
    return versions;
  }

  async until(isSo: () => boolean, what: string): Promise<void> {
    const giveUpAt = Date.now() + withinMs;
    while (!isSo()) {
      assert.ok(Date.now() < giveUpAt, `${what}: not within ${withinMs} ms`);
      await pause(20);
    }
  }

  hasVersion = (key: KeyName, version: string): Promise<void> =>
    this.until(() => this.versions(key).all.includes(version), `version ${version} of ${key} is there`);

  isActive = (key: KeyName, version: string): Promise<void> =>
    this.until(() => this.versions(key).active === version, `version ${version} of ${key} is active`);
}

function assertSigned(content: Uint8Array, publicKey: KeyObject, signature: Buffer): void {
  assert.ok(verify('sha256', content, publicKey, signature), 'the signature is RSASSA-PKCS1-v1_5 with SHA-256');
}

const bytes = (text: string): Buffer => Buffer.from(text);

/** All that an adapter of `KeyStore` must do. Run each with a site of its own, in the runner of your choice. */
export const keyStoreConformance: readonly ConformanceCase[] = [
  {
    name: 'hands out its keys before `open` resolves, and signs',
    async run(site) {
      const taken = new Taken(site);
      await taken.open();
      for (const key of keyNames) {
        assert.equal(taken.versions(key).active, site.first.version);
        assert.deepEqual(taken.versions(key).all, [site.first.version]);
        assert.equal(taken.versions(key).fault, undefined);
      }
      const { keyVersion, signature } = await site.store.sign(bytes('first'));
      assert.equal(keyVersion, site.first.version);
      assertSigned(bytes('first'), site.first.publicKey, signature);
    },
  },
  {
    name: 'hands out seal keys of 32 bytes, the active one among them',
    async run(site) {
      const taken = new Taken(site);
      await taken.open();
      const { seal } = taken.all.at(-1)!;
      assert.ok(seal.keys.has(seal.active));
      for (const key of seal.keys.values()) assert.equal(key.length, 32);
    },
  },
  {
    name: 'changes nothing when a version is added, until it is made the active one',
    async run(site) {
      const taken = new Taken(site);
      await taken.open();
      for (const key of keyNames) await site.activate(key, site.first.version);
      const next = await site.addPair('7');
      await site.addSealKey('7');
      for (const key of keyNames) await taken.hasVersion(key, '7');
      for (const key of keyNames) assert.equal(taken.versions(key).active, site.first.version);
      assert.equal((await site.store.sign(bytes('as before'))).keyVersion, site.first.version);
      const ahead = await site.store.sign(bytes('ahead'), '7');
      assert.equal(ahead.keyVersion, '7');
      assertSigned(bytes('ahead'), next, ahead.signature);
      for (const key of keyNames) await site.activate(key, '7');
      for (const key of keyNames) await taken.isActive(key, '7');
      const after = await site.store.sign(bytes('after'));
      assert.equal(after.keyVersion, '7');
      assertSigned(bytes('after'), next, after.signature);
    },
  },
  {
    name: 'takes versions from 0 to 999999999, in the order of their numbers',
    async run(site) {
      const taken = new Taken(site);
      await taken.open();
      for (const key of keyNames) await site.activate(key, site.first.version);
      for (const version of ['0', '999999999']) {
        const publicKey = await site.addPair(version);
        await site.addSealKey(version);
        for (const key of keyNames) await site.activate(key, version);
        for (const key of keyNames) await taken.isActive(key, version);
        const { keyVersion, signature } = await site.store.sign(bytes(version));
        assert.equal(keyVersion, version);
        assertSigned(bytes(version), publicKey, signature);
      }
      for (const key of keyNames) assert.deepEqual(taken.versions(key).all, ['999999999', site.first.version, '0']);
    },
  },
  {
    name: 'refuses a version that is retired, within 60 s, and goes on with the others',
    async run(site) {
      const taken = new Taken(site);
      await taken.open();
      for (const key of keyNames) await site.activate(key, site.first.version);
      await site.addPair('2');
      await site.addSealKey('2');
      for (const key of keyNames) await site.activate(key, '2');
      for (const key of keyNames) await taken.isActive(key, '2');
      for (const key of keyNames) await site.remove(key, site.first.version);
      for (const key of keyNames)
        await taken.until(() => !taken.versions(key).all.includes(site.first.version), `${key} is retired`);
      assert.equal(taken.all.at(-1)!.seal.keys.has(site.first.version), false);
      await assert.rejects(site.store.sign(bytes('too late'), site.first.version));
      assert.equal((await site.store.sign(bytes('on'))).keyVersion, '2');
    },
  },
  {
    name: 'says so when the version to use is not there, and goes on with the one of before',
    async run(site) {
      const taken = new Taken(site);
      await taken.open();
      for (const key of keyNames) await site.activate(key, '5');
      for (const key of keyNames) await taken.until(() => !!taken.versions(key).fault, `a fault of ${key} is told`);
      for (const key of keyNames) assert.equal(taken.versions(key).active, site.first.version);
      assert.equal((await site.store.sign(bytes('on'))).keyVersion, site.first.version);
      await site.addPair('5');
      await site.addSealKey('5');
      for (const key of keyNames) await taken.isActive(key, '5');
      for (const key of keyNames) assert.equal(taken.versions(key).fault, undefined);
    },
  },
  {
    name: 'rejects for a version that it does not have',
    async run(site) {
      await new Taken(site).open();
      for (const version of ['2', '', '00', '-1', '1000000000', '__proto__'])
        await assert.rejects(site.store.sign(bytes('x'), version), `version ${version}`);
    },
  },
  {
    name: 'signs many at once, each its own, whatever their size',
    async run(site) {
      await new Taken(site).open();
      const contents: Buffer[] = [Buffer.alloc(0), Buffer.alloc(1 << 20, 7)];
      for (let index = 0; index < 50; index += 1) contents.push(bytes(`content ${index}`));
      const copies = contents.map((content) => Buffer.from(content));
      const signed = await Promise.all(contents.map((content) => site.store.sign(content)));
      signed.forEach(({ signature }, index) => assertSigned(copies[index]!, site.first.publicKey, signature));
      assert.deepEqual(contents, copies);
    },
  },
  {
    name: 'hands out nothing after it was closed',
    async run(site) {
      const taken = new Taken(site);
      await taken.open();
      await site.store.close();
      const before = taken.all.length;
      await site.addSealKey('3');
      await site.activate('seal', '3');
      await pause(500);
      assert.equal(taken.all.length, before);
    },
  },
];
