import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ConfigError } from '@wallet/service';
import { readGeneration } from './generation';

const files = ['wallet-private.1.pem', 'wallet-private.2.pem', 'wallet-private.active', 'seal.1.key', 'seal.2.key'];

/** Turns `..data` as fast as it can; each generation has its number in every file, and the one before is deleted. */
const kubelet = `
  const { workerData: { dir, files } } = require('node:worker_threads');
  const { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
  for (let turn = 1; ; turn += 1) {
    mkdirSync(dir + '/..' + turn);
    for (const file of files) writeFileSync(dir + '/..' + turn + '/' + file, String(turn));
    symlinkSync('..' + turn, dir + '/..data_tmp');
    renameSync(dir + '/..data_tmp', dir + '/..data');
    rmSync(dir + '/..' + (turn - 1), { recursive: true });
  }`;

describe('a generation of a key folder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'generation-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

  it('is read as a whole while the kubelet replaces it', async () => {
    mkdirSync(join(dir, '..0'));
    for (const file of files) writeFileSync(join(dir, '..0', file), '0');
    symlinkSync('..0', join(dir, '..data'));
    for (const file of files) symlinkSync(join('..data', file), join(dir, file));
    const worker = new Worker(kubelet, { eval: true, workerData: { dir, files } });
    const seen = new Set<string>();
    let reads = 0;
    let given = 0;
    try {
      for (const endAt = Date.now() + 10_000; seen.size < 200 && Date.now() < endAt; reads += 1) {
        const generation = attempt(dir);
        if (!generation) continue;
        given += 1;
        const contents = [...generation.contents.values()].map(String);
        expect(contents).toHaveLength(files.length);
        expect(new Set(contents).size).toBe(1);
        expect([...generation.contents.keys()].sort()).toEqual(files.map((file) => join(dir, file)).sort());
        seen.add(contents[0]!);
      }
    } finally {
      await worker.terminate();
    }
    expect(seen.size).toBe(200);
    expect(given / reads).toBeGreaterThan(0.5);
  }, 20_000);

  it('has another fingerprint when a file has changed, and the same when none has', () => {
    writeFileSync(join(dir, 'seal.1.key'), 'one');
    const first = readGeneration(dir);
    expect(first.contents.get(join(dir, 'seal.1.key'))?.toString()).toBe('one');
    expect(readGeneration(dir).found.fingerprint).toBe(first.found.fingerprint);
    writeFileSync(join(dir, 'seal.1.key'), 'other');
    expect(readGeneration(dir).found.fingerprint).not.toBe(first.found.fingerprint);
  });

  it('leaves a file out that it cannot read, and says why', () => {
    mkdirSync(join(dir, 'seal.1.key'));
    const { faults } = readGeneration(dir);
    expect([...faults.keys()]).toEqual([join(dir, 'seal.1.key')]);
  });

  it('is a wrong setting when there is no such folder', () => {
    expect(() => readGeneration(join(dir, 'none'))).toThrow(ConfigError);
  });
});

/** Undefined: it was replaced each time it was tried; the next poll tries again. */
function attempt(dir: string) {
  try {
    return readGeneration(dir);
  } catch {
    return undefined;
  }
}
