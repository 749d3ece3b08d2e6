import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { harmOf } from './harmful-statements';

interface Migration {
  readonly name: string;
  readonly notNeededSince?: string;
  up(runner: { query(sql: string): Promise<unknown[]> }): Promise<void>;
}

type Made = Readonly<Record<string, (new () => Migration) | readonly string[]>>;

/** The newest of 0.1.0 and of the time before releases lived side by side. */
const before = { auth: 19, payments: 23, notifier: 7 };
type Service = keyof typeof before;

/** From the build: nothing imports an app. */
async function migrationsOf(service: Service): Promise<Migration[]> {
  const folder = join(__dirname, '../../apps', service, 'dist/adapters/postgres/migrations');
  const files = readdirSync(folder).filter((file) => /^\d{4}-.*\.js$/.test(file));
  const made = await Promise.all(files.sort().map((file) => import(join(folder, file)) as Promise<Made>));
  return made.flatMap(Object.values<Made[string]>).flatMap((each) => (typeof each === 'function' ? [new each()] : []));
}

const numberOf = ({ name }: Migration): number => Number(name.slice(-4));

async function statementsOf(migration: Migration): Promise<string[]> {
  const statements: string[] = [];
  await migration.up({ query: (sql) => Promise.resolve(statements.splice(statements.length, 0, sql)) });
  return statements;
}

describe('a migration', () => {
  it.each(['auth', 'payments', 'notifier'] as const)(
    'of %s does no harm to the release before, or names the release that stopped needing it',
    async (service) => {
      const all = await migrationsOf(service);
      expect(all.length).toBeGreaterThan(3);
      for (const migration of all.filter((each) => numberOf(each) > before[service])) {
        const harm = migration.notNeededSince ? [] : harmOf(await statementsOf(migration));
        expect({ [migration.name]: harm }).toEqual({ [migration.name]: [] });
      }
    },
  );
});

describe('what does harm', () => {
  it.each([
    'alter table payments.payment_order drop column note',
    'alter table payments.payment_order drop note, add column text text',
    'drop table payments.day_usage',
    'alter table payments.payment_order rename column note to text',
    'alter table payments.payment_order rename to sale',
    'alter table payments.payment_order alter column note type varchar(10)',
    'alter table payments.payment_order alter note set data type bigint',
    'alter table payments.payment_order alter column note set not null',
    'alter table payments.payment_order add column note text not null',
    `alter table payments.payment_order add column a int not null default 0, add column note text not null`,
    'alter table payments.payment_order add constraint short check (length(note) < 10)',
    'alter table payments.refund add foreign key (order_id) references payments.payment_order (id)',
    'alter table payments.payment_order add constraint once unique (note)',
    'create index order_note on payments.payment_order (note)',
    'create unique index\n  order_note on payments.payment_order (note)',
    'revoke select on payments.payment_order from wallet_payments',
  ])('is found: %s', (sql) => expect(harmOf([sql])).toHaveLength(1));

  it.each([
    'alter table payments.payment_order add column note text',
    `alter table payments.payment_order add column note text not null default ''`,
    'alter table payments.payment_order add column number bigint generated always as identity not null',
    'alter table payments.payment_order add constraint short check (length(note) < 10) not valid',
    'alter table payments.payment_order validate constraint short',
    'alter table payments.payment_order drop constraint short',
    'alter table payments.payment_order alter column note drop not null',
    'alter table payments.payment_order alter column note set default 1',
    'create unique index concurrently order_note on payments.payment_order (note)',
    'alter table payments.payment_order add constraint once unique using index order_note',
    'drop index concurrently if exists payments.order_note',
    'grant select on payments.payment_order to wallet_payments',
    'create table payments.thing (id int not null primary key, note text not null)',
    'update payments.payment_order set note = null where note is not null',
  ])('is not seen in: %s', (sql) => expect(harmOf([sql])).toEqual([]));

  it('is not seen in a table that the migration makes', () =>
    expect(harmOf(['create table payments.thing (id int)', 'create index thing_id on payments.thing (id)'])).toEqual(
      [],
    ));
});
