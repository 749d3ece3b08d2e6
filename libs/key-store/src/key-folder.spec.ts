import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, createLogger } from '@wallet/service';
import { KeyFolder } from './key-folder';

const logger = createLogger('test', 'silent');

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
    expect(folder.newest('seal')).toEqual({ version: '10', content: Buffer.from('ten') });
    expect(folder.version('seal', '2')?.toString()).toBe('two');
    expect(folder.version('alipayplus-public', '1')?.toString()).toBe('first');
    expect(folder.version('alipayplus-public', '2')).toBeUndefined();
    expect(folder.newest('notes')).toBeUndefined();
  });

  it('sees new, changed and removed files without a restart', async () => {
    put('alipayplus-public.2.pem', 'second');
    put('seal.1.key', 'changed');
    rmSync(join(dir, 'seal.10.key'));
    for (let tries = 0; tries < 100 && folder.version('seal', '10'); tries += 1) await pause(20);
    expect(folder.newest('seal')?.version).toBe('2');
    expect(folder.version('seal', '1')?.toString()).toBe('changed');
    expect(folder.newest('alipayplus-public')?.version).toBe('2');
  });

  it('is a wrong setting when it cannot be read', () => {
    expect(() => new KeyFolder(join(dir, 'missing'), logger).start()).toThrow(ConfigError);
  });
});
