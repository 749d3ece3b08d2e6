import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, KeyFolder } from '@wallet/service';
import { FolderSealKeys } from './folder-seal-keys';

it('reads every version of the seal, and takes nothing that is not 32 bytes in base64', () => {
  const dir = mkdtempSync(join(tmpdir(), 'otp-seal-'));
  const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  writeFileSync(join(dir, 'seal.key'), first.toString('base64'));
  writeFileSync(join(dir, 'seal.2.key'), `${second.toString('base64')}\n`);
  writeFileSync(join(dir, 'seal.3.key'), 'short');
  const folder = new KeyFolder(dir, createLogger('otp-test', 'silent'));
  folder.start();
  const keys = new FolderSealKeys(folder);
  expect([keys.key('1'), keys.key('2'), keys.key('3'), keys.key('4')]).toEqual([first, second, undefined, undefined]);
  expect(keys.current).toBe('3');
  folder.stop();
  rmSync(dir, { recursive: true });
});
