import { all, anchorsOf, doc, docs, exists, filesIn, sectionOf, targetOf, texts } from './documents';

const code = texts(['apps', 'libs', 'tools'].flatMap(filesIn).filter((file) => /\.(ts|mjs|cjs)$/.test(file)));

describe.each([...docs.keys()])('%s', (file) => {
  it('names only files that exist', () => {
    const paths = all(doc(file), /`((?:apps|libs|tools|e2e|bench|docs)\/[\w./-]+)`/g);
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });

  it('links only to files and headings that exist', () => {
    const links = all(doc(file), /\]\(([^):]+)\)/g).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = targetOf(file, path);
      return !exists(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    const images = all(doc(file), /<img src="([^"]+)"/g).filter((path) => !exists(targetOf(file, path)));
    expect([...links, ...images]).toEqual([]);
  });
});

it('the README fits a screen or two', () => {
  expect(Buffer.byteLength(doc('README.md'))).toBeLessThanOrEqual(10 * 1_024);
});

it.each(['A new API', 'A new refusal', 'A new setting', 'A new field'])(
  'CONTRIBUTING: %s is a list of files',
  (recipe) => {
    const steps = all(sectionOf('CONTRIBUTING.md', recipe), /^\d+\. (.+)$/gm);
    const named = steps.map((step) => /^`((?:apps|libs|docs)\/[^`]+)`: \S/.exec(step)?.[1] ?? step);
    expect(named.filter((file) => !exists(file))).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(4);
  },
);

describe('the documentation', () => {
  it('has the picture once', () => {
    const drawn = [...docs].filter(([, text]) => text.includes('| gateway    verify'));
    expect(drawn.map(([file]) => file)).toEqual(['README.md']);
  });

  it('has every heading that the code cites', () => {
    const cited = [...code.values()].flatMap((text) => all(text, /docs\/alipayplus\.md#([\w-]+)/g));
    expect(anchorsOf('docs/alipayplus.md')).toEqual(expect.arrayContaining(cited));
    expect(cited.length).toBeGreaterThan(0);
  });

  it('has every metric of the code, and no other', () => {
    const made = [...code].filter(([file]) => !file.endsWith('.spec.ts')).map(([, text]) => text);
    const metrics = made.flatMap((text) => all(text, /\.(?:counter|gauge|histogram)\(\s*'([a-z_]+)'/g));
    const tables = all(doc('docs/operations.md'), /^\| (`[a-z_]+_[a-z_]+`.*?) +\|/gm).join();
    const listed = all(tables, /`([a-z_]+)`/g);
    expect(listed).toEqual(expect.arrayContaining(metrics));
    expect(listed.filter((name) => !made.some((text) => text.includes(name)))).toEqual([]);
    expect(metrics.length).toBeGreaterThan(30);
  });

  const variable = /\b(HOST|PORT|[A-Z]+(?:_[A-Z]+)+)\b/g;
  const configs = [...code.keys()].filter((file) => /^apps\/[^/]+\/src\/(cli\/)?config\.ts$/.test(file));

  const shared: Record<string, string> = {
    service: 'Every service',
    postgres: 'Postgres',
    'operator-endpoint': 'Operator endpoints',
  };

  const ofPostgres = ['libs/postgres/src/connection/postgres-address.ts', 'libs/postgres/src/session-settings.ts'];
  const libraries = ['libs/service/src/settings.ts', ...ofPostgres];
  it.each([...libraries, 'libs/operator-endpoint/src/operator-settings.ts', ...configs])(
    'lists every setting of %s',
    (file) => {
      const app = file.split('/')[1] ?? '';
      const section = sectionOf('docs/settings.md', shared[app] ?? app);
      const read = all(code.get(file) ?? '', variable).filter((name) => name !== 'MAX_SAFE_INTEGER');
      expect(all(section, /`([A-Z_]+)`/g)).toEqual(expect.arrayContaining(read));
      expect(read).not.toEqual([]);
    },
  );

  it('lists no setting that nothing reads', () => {
    const sources = [...code.values()].join('\n');
    const listed = all(doc('docs/settings.md'), /^\| (`.+?) +\|/gm).flatMap((cell) => all(cell, variable));
    expect(listed.filter((name) => !sources.includes(name))).toEqual([]);
    expect(listed.length).toBeGreaterThan(50);
  });
});
