import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryDir } from '@wallet/local-stack';
import { changes } from './changes';
import { changed } from './next-release';

const files = [...new Set(changes.map(({ file }) => file))];

describe.each(files)('the next release of %s', (file) => {
  const today = readFileSync(join(repositoryDir, file), 'utf8');

  it('is today with each of its changes', () => {
    const next = changed(file, today);
    const wanted = changes.filter((change) => change.file === file).map(({ to }) => to);
    expect(wanted.filter((to) => !next.includes(to))).toEqual([]);
    expect(next).not.toBe(today);
  });
});

it('a change that does not fit is named with its file, and so is one that fits twice', () => {
  const change = { file: 'a.ts', from: 'one', to: 'two' };
  expect(changed('a.ts', 'one', [change])).toBe('two');
  expect(changed('b.ts', 'one', [change])).toBe('one');
  for (const text of ['other', 'one one']) expect(() => changed('a.ts', text, [change])).toThrow(/does not fit a\.ts/);
});
