import { all, exists, sectionOf } from './documents';
import { distance } from './imports';

interface Hop {
  readonly name: string;
  readonly files: readonly string[];
}

function hopsOf(chapter: string): Hop[] {
  let request = '';
  return sectionOf('docs/walkthrough.md', chapter)
    .split(/^(?=\*\*|### )/m)
    .map((text) => {
      const heading = text.split('\n')[0]!;
      if (heading.startsWith('###')) request = heading;
      const lines = all(text, /^(\d+\. `.+)$/gm).join('\n');
      return { name: `${request} ${heading}`, files: all(lines, /`((?:apps|libs)\/[^`]+)`/g) };
    })
    .filter(({ files }) => files.length > 0);
}

/** A port and its adapter, or a topic and who handles it, are two imports apart. */
const reach = 2;

/** The files that no row of imports joins with the first one, within the hop. */
function strayIn(files: readonly string[]): string[] {
  const joined = new Set(files.slice(0, 1));
  for (let size = 0; size < joined.size;) {
    size = joined.size;
    for (const file of files) if ([...joined].some((from) => distance(from, file) <= reach)) joined.add(file);
  }
  return files.filter((file) => !joined.has(file));
}

describe.each([
  ['Follow one payment', 20],
  ['Follow one agreement', 8],
])('%s', (chapter, least) => {
  const hops = hopsOf(chapter);

  it('has every hop', () => expect(hops.length).toBeGreaterThanOrEqual(least));

  it.each(hops.map((hop) => [hop.name, hop.files] as const))('%s: at most 8 files, all on the way', (_, files) => {
    expect(files.filter((file) => !exists(file))).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(8);
    expect(strayIn(files)).toEqual([]);
  });
});

it('notices a file that is not on the way', () => {
  const files = ['apps/otp/src/adapters/redis/check.script.ts', 'apps/notifier/src/domain/schedule.ts'];
  expect(strayIn(files)).toEqual(files.slice(1));
});
