import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from './errors';
import { readFolder, readText } from './files';

const dir = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('a fault of a file is a wrong setting, for whoever reads it', () => {
  expect(() => readText(join(dir, 'none'))).toThrow(ConfigError);
  expect(() => readFolder(join(dir, 'none'))).toThrow(`${join(dir, 'none')} does not exist`);
});
