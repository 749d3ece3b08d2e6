import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeKeys } from '@wallet/testkit';
import { all, root, sectionOf } from './documents';

interface Row {
  readonly name: string;
  /** As the table says it: a literal in backquotes, or words. */
  readonly fallback: string;
  readonly unit: string;
  readonly meaning: string;
}

const file = 'docs/settings.md';
const rowsOf = (section: string): Row[] =>
  [...sectionOf(file, section).matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, name = '', fallback = '', unit = '', meaning = '']) => ({ name, fallback, unit, meaning }),
  );

const common = ['Every service', 'Kafka'];
const operated = [...common, 'Operator endpoints'];
const sections: Record<string, readonly string[]> = {
  gateway: [...common, 'Private key', 'gateway'],
  auth: [...operated, 'Postgres', 'auth'],
  payments: [...operated, 'Postgres', 'payments'],
  otp: [...operated, 'otp'],
  notifier: [...operated, 'Postgres', 'Private key', 'notifier'],
  'alipayplus-simulator': ['alipayplus-simulator'],
};
/** Settings of a shared section that only some services have. */
const isOf = (app: string, { name }: Row): boolean =>
  name !== 'STACK_FILE' && (!name.startsWith('APPROVAL_') || ['auth', 'payments'].includes(app));

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const keyFile = join(folder, 'key');
writeFileSync(keyFile, Buffer.alloc(32, 7).toString('base64'));
writeKeys(folder);
afterAll(() => rmSync(folder, { recursive: true }));

type Environment = Readonly<Record<string, string>>;

const examples: Environment = { port: '4711', URL: 'https://wallet.example', text: 'some', folder, file: keyFile };
const otherExamples: Environment = { 'comma list': '127.0.0.1:1', '3 digits': '600', currency: 'HKD' };
const examplesByName: Environment = {
  GATEWAY_URL: 'http://127.0.0.1:1',
  DATABASE_URL: 'postgres://127.0.0.1/wallet',
  REDIS_URL: 'redis://127.0.0.1',
  ALIPAYPLUS_PRIVATE_KEY_FILE: join(folder, 'alipayplus-private.pem'),
  WALLET_PUBLIC_KEY_FILE: join(folder, 'wallet-public.pem'),
};
const exampleOf = (row: Row): string => examplesByName[row.name] ?? { ...examples, ...otherExamples }[row.unit] ?? '';

/** What a `word` may be, and how the table says that a row is required for one of them. */
const wordsOf = ({ fallback, meaning }: Row): string[] => all(`${fallback} ${meaning}`, /`([a-z][a-z\d]*)`/g);
const neededFor = ({ fallback }: Row): string | undefined => /^required for `(\w+)`$/.exec(fallback)?.[1];

/** The row of kind `word` that decides whether this one is required: the last one before it that has the word. */
function chooserOf(rows: readonly Row[], row: Row): Row {
  const word = neededFor(row)!;
  return rows.slice(0, rows.indexOf(row)).findLast((each) => each.unit === 'word' && wordsOf(each).includes(word))!;
}

const literalIn = (text: string): string | undefined => /^`([^`]+)`$/.exec(text)?.[1];

function limitsByDefault(column: number): string {
  const cells = [...sectionOf(file, 'payments').matchAll(/^\| ([A-Z]{3}) +\| (\S+) +\| (\S+) +\|$/gm)];
  return cells.map((cell) => `${cell[1]}:${cell[column]!.replaceAll(',', '')}`).join();
}

/** What a default that is written elsewhere comes to. */
const elsewhere: Environment = {
  SINGLE_LIMITS: limitsByDefault(2),
  DAILY_AMOUNT_LIMITS: limitsByDefault(3),
  AGREEMENT_SINGLE_LIMITS: limitsByDefault(2),
  AGREEMENT_DAILY_LIMITS: limitsByDefault(3),
  APPROVAL_CEILINGS: all(sectionOf(file, 'Operator endpoints'), /`((?:[A-Z]{3}:[\d.]+,?)+)`/g)[0] ?? '',
  OPERATOR_OIDC_ROLES: 'viewer,support,finance',
};
const defaultOf = ({ name, fallback }: Row): string | undefined => literalIn(fallback) ?? elsewhere[name];

describe.each(Object.keys(sections))('the settings of %s', (app) => {
  const unique = new Map(sections[app]!.flatMap(rowsOf).map((row) => [row.name, row]));
  const rows = [...unique.values()].filter((row) => isOf(app, row));
  const { readConfig } = jest.requireActual<{ readConfig: (env: Environment) => object }>(
    join(root, 'apps', app, 'src/config'),
  );
  function read(env: Environment): object {
    const replaced = jest.replaceProperty(process, 'env', env);
    try {
      return readConfig(env);
    } finally {
      replaced.restore();
    }
  }

  /** Without the choice itself: one that is not made may be absent or its default word. */
  const readRest = (env: Environment, { name, unit }: Row): object =>
    unit === 'word' && name !== 'LOG_LEVEL' ? { ...read(env), [name]: undefined } : read(env);

  const needed = rows.filter(({ fallback }) => fallback.startsWith('required'));
  const minimal = Object.fromEntries(needed.map((row) => [row.name, exampleOf(row) || wordsOf(row)[0] || 'some']));
  const isEnough = (env: Environment): boolean => {
    try {
      return read(env) !== undefined;
    } catch {
      return false;
    }
  };
  const choices = rows.filter(({ unit }) => unit === 'word');
  /** The minimal environment, with every kind of choice taken once. */
  const environments = [
    minimal,
    ...choices.flatMap((row) => wordsOf(row).map((word) => ({ ...minimal, [row.name]: word }))).filter(isEnough),
    ...rows.flatMap((row) =>
      neededFor(row) === undefined ? [] : [{ ...minimal, [chooserOf(rows, row).name]: neededFor(row)! }],
    ),
  ];
  const without = (env: Environment, name: string): Environment => ({ ...env, [name]: '' });

  it.each(needed.map((row) => [row.name, row] as const))('%s is required', (name, row) => {
    const word = neededFor(row);
    const env = word === undefined ? minimal : { ...minimal, [chooserOf(rows, row).name]: word };
    expect(() => read(env)).not.toThrow();
    expect(() => read(without(env, name))).toThrow(name);
  });

  const optional = rows.filter((row) => !needed.includes(row)).map((row) => [row.name, row] as const);
  const literal = optional.filter(([, row]) => defaultOf(row) !== undefined);
  it.each(literal)('%s has the default that the document says', (name, row) => {
    for (const env of environments) {
      expect(readRest({ ...env, [name]: defaultOf(row)! }, row)).toEqual(readRest(without(env, name), row));
    }
    if (!/^\d+$/.test(defaultOf(row)!)) return;
    const other = String(Number(defaultOf(row)) + 1);
    const same = environments.map((env) => isDeepStrictEqual(read({ ...env, [name]: other }), read(env)));
    expect(same).toContain(false);
  });

  it.each(optional.filter(([, row]) => defaultOf(row) === undefined))('%s may be left out', (name) => {
    expect(() => read(without(minimal, name))).not.toThrow();
  });

  it('has defaults and required ones', () => {
    expect(needed.length).toBeGreaterThan(5);
    expect(literal.length).toBeGreaterThan(4);
  });
});
