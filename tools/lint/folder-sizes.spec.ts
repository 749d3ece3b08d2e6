import { readdirSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '../..');
const skipped = ['node_modules', 'dist', 'fixtures', 'results'];
const isSource = ({ name }: Dirent) => /\.(ts|[mc]js)$/.test(name) && !name.endsWith('.spec.ts');

/** How many sources each folder holds itself. */
function sizesBelow(folder: string): [folder: string, sources: number][] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory() && !skipped.includes(entry.name));
  return [
    [relative(root, folder), entries.filter((entry) => entry.isFile() && isSource(entry)).length],
    ...below.flatMap(({ name }) => sizesBelow(join(folder, name))),
  ];
}

const sizes = ['apps', 'libs', 'tools', 'e2e', 'bench'].flatMap((name) => sizesBelow(join(root, name)));

describe('a folder', () => {
  it('is found', () => expect(sizes.length).toBeGreaterThan(100));

  it('holds 25 sources at most', () => expect(sizes.filter(([, sources]) => sources > 25)).toEqual([]));
});
