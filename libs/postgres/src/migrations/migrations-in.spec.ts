import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationsIn } from './migrations-in';

const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('finds the migrations of a folder in their order, and what else is there is none', () => {
  const made = (name: string) => `exports.${name} = class ${name} {};`;
  const files = {
    '0010-last.js': made('Last'),
    '0002-first.js': made('First'),
    '0002-first.d.ts': 'export declare class First {}',
    '0002-first.js.map': '{}',
    '0002-first-sql.js': 'exports.firstSql = [""];',
    'other.js': 'throw new Error("loaded")',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(migrationsIn(folder).map(({ name }) => name)).toEqual(['First', 'Last']);
});
