import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, createLogger, type Logger } from '@wallet/service';
import { KeyFolder } from './key-folder';

const logger = createLogger('test', 'silent');

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !isSo(); tries += 1) await pause(20);
  expect(isSo()).toBe(true);
}

describe('a key folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'keys-'));
  const put = (name: string, content: string) => writeFileSync(join(dir, name), content);
  const folder = new KeyFolder(dir, logger);
  afterAll(() => {
    folder.stop();
    rmSync(dir, { recursive: true });
  });

  it('knows versions and the newest by number', () => {
    put('seal.1.key', 'one');
    put('seal.2.key', 'two');
    put('seal.10.key', 'ten');
    put('alipayplus-public.pem', 'first');
    put('notes.txt', 'ignored');
    folder.start();
    expect(folder.versions('seal')).toEqual(['10', '2', '1']);
    expect(folder.version('seal', '2')?.toString()).toBe('two');
    expect(folder.version('alipayplus-public', '1')?.toString()).toBe('first');
    expect(folder.version('alipayplus-public', '2')).toBeUndefined();
    expect(folder.versions('notes')).toEqual([]);
  });

  it('sees new, changed and removed files without a restart', async () => {
    put('alipayplus-public.2.pem', 'second');
    put('seal.1.key', 'changed');
    rmSync(join(dir, 'seal.10.key'));
    await until(() => folder.version('seal', '10') === undefined);
    expect(folder.versions('seal')).toEqual(['2', '1']);
    expect(folder.version('seal', '1')?.toString()).toBe('changed');
    expect(folder.versions('alipayplus-public')).toEqual(['2', '1']);
  });

  it('is a wrong setting when it cannot be read', () => {
    expect(() => new KeyFolder(join(dir, 'missing'), logger).start()).toThrow(ConfigError);
  });
});

describe('a key folder in which something is wrong', () => {
  let dir: string;
  let folder: KeyFolder;
  const told: object[] = [];
  const listener = {
    ...logger,
    warn: (line: object) => told.push(line),
    error: (line: object) => told.push(line),
    info: () => undefined,
  } as unknown as Logger;
  const put = (name: string, content = name) => writeFileSync(join(dir, name), content);
  beforeEach(() => {
    told.length = 0;
    dir = mkdtempSync(join(tmpdir(), 'keys-'));
    folder = new KeyFolder(dir, listener);
  });
  afterEach(() => {
    folder.stop();
    rmSync(dir, { recursive: true });
  });

  it('takes versions from 0 to 999999999, with gaps, in the order of their numbers', () => {
    for (const version of ['9', '12', '0', '999999999']) put(`seal.${version}.key`);
    folder.start();
    expect(folder.versions('seal')).toEqual(['999999999', '12', '9', '0']);
    expect(told).toEqual([]);
  });

  it.each([
    'seal.02.key',
    'seal.00.key',
    'seal.-1.key',
    'seal.1000000000.key',
    'seal.v2.key',
    'seal-.2.x.key',
    'Seal.2.key',
    'seal.1.key.pem',
    'Seal.active',
  ])('tells of %s, which is no name of a key', (file) => {
    put(file);
    folder.start();
    expect(folder.versions('seal')).toEqual([]);
    expect(told).toEqual([{ file: join(dir, file) }]);
  });

  it('tells when two files are one version, and takes the same of them each time', () => {
    put('seal.pem');
    put('seal.1.key');
    folder.start();
    expect(folder.version('seal', '1')?.toString()).toBe('seal.1.key');
    expect(told).toEqual([{ file: join(dir, 'seal.pem') }]);
  });

  it('tells nothing of files on their way', () => {
    put('seal.1.key');
    put('seal.2.key.new');
    folder.start();
    expect(folder.versions('seal')).toEqual(['1']);
    expect(told).toEqual([]);
  });

  it('keeps what a file held that cannot be read any more, and takes the others', async () => {
    const changes: string[][] = [];
    put('seal.1.key');
    folder.start(() => changes.push([...folder.versions('seal')]));
    rmSync(join(dir, 'seal.1.key'));
    mkdirSync(join(dir, 'seal.1.key'));
    mkdirSync(join(dir, 'seal.3.key'));
    put('seal.2.key');
    await until(() => folder.version('seal', '2') !== undefined);
    expect(folder.versions('seal')).toEqual(['2', '1']);
    expect(folder.version('seal', '1')?.toString()).toBe('seal.1.key');
    expect(changes.at(-1)).toEqual(['2', '1']);
    expect(told).toContainEqual({
      file: join(dir, 'seal.3.key'),
      reason: expect.stringContaining('is a folder') as string,
    });
  });

  it('knows what is to be active, also while that file cannot be read', async () => {
    put('seal.1.key');
    put('seal.active', ' 0\n');
    folder.start();
    expect([folder.active('seal'), folder.active('wallet-private')]).toEqual(['0', undefined]);
    rmSync(join(dir, 'seal.active'));
    mkdirSync(join(dir, 'seal.active'));
    await until(() => told.length > 0);
    expect(folder.active('seal')).toBe('0');
    rmSync(join(dir, 'seal.active'), { recursive: true });
    await until(() => folder.active('seal') === undefined);
  });

  it('starts without a file of it that cannot be read', () => {
    mkdirSync(join(dir, 'seal.2.key'));
    put('seal.1.key');
    folder.start();
    expect(folder.versions('seal')).toEqual(['1']);
    expect(told).toEqual([{ file: join(dir, 'seal.2.key'), reason: expect.stringContaining('is a folder') as string }]);
  });
});
