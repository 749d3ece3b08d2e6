import { all, doc, docs } from './documents';

const records = [...docs.keys()].filter((file) => /^docs\/decisions\/\d/.test(file));
const rows = new Map(
  [...doc('docs/decisions/README.md').matchAll(/^\| \[(\d{4})\]\((\S+)\)/gm)].map(([, number, file]) => [file, number]),
);

describe.each(records)('%s', (file) => {
  const name = file.split('/').at(-1)!;
  const text = doc(file);

  it('has its number, its date and its headings', () => {
    expect(text).toMatch(new RegExp(`^# ${name.slice(0, 4)} \\S.*\n\nDate: 20\\d\\d-[01]\\d-[0-3]\\d\n\n`));
    expect(all(text, /^## (.+)$/gm)).toEqual(['Context', 'Decision', 'Alternatives', 'Consequences']);
    expect(text.split(/^## .+$/m).filter((section) => section.trim() === '')).toEqual([]);
  });

  it('names an alternative and why it was rejected', () => {
    const [, alternatives = ''] = /^## Alternatives\n([^]*?)^## /m.exec(text) ?? [];
    expect(all(alternatives, /^- (.+)$/gm).length).toBeGreaterThan(0);
  });

  it('has a row in the list', () => {
    expect(rows.get(name)).toBe(name.slice(0, 4));
  });
});

it('the list has no other rows, in order', () => {
  expect([...rows.keys()].map((name) => `docs/decisions/${name}`)).toEqual([...records].sort());
});
