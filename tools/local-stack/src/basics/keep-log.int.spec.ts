import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepLog } from './keep-log';

const dir = mkdtempSync(join(tmpdir(), 'kept-logs-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('the logs of three runs before are kept, the newest as .1', () => {
  const file = join(dir, 'auth-1.log');
  for (const run of ['1', '2', '3', '4', '5']) {
    keepLog(file);
    writeFileSync(file, run);
  }
  const kept = readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]);
  expect(kept.sort()).toEqual([
    ['auth-1.log', '5'],
    ['auth-1.log.1', '4'],
    ['auth-1.log.2', '3'],
    ['auth-1.log.3', '2'],
  ]);
});
