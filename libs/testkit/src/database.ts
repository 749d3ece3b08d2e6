import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { testAdminUrl } from './addresses';

/** The roles of the services; they exist before migrations run. */
const roles = ['wallet_auth', 'wallet_payments', 'wallet_notifier'];
const repository = resolve(__dirname, '../../..');
const lockKey = 7_460_001;

export interface TestDatabase {
  readonly ownerUrl: string;
  /** Connects with the rights of this role. */
  urlFor(role: string): string;
  /** One after the other, as the owner, on one connection and without a time limit. */
  run(statements: readonly string[]): Promise<void>;
  drop(): Promise<void>;
}

/**
 * A fresh database, copied from a template that `migrate` filled once: again only when the migrations of the app called
 * `name`, those of libs/postgres, or `migrate` itself have changed. Safe in parallel workers.
 */
export async function testDatabase(options: {
  readonly name: string;
  readonly migrate: (ownerUrl: string) => Promise<void>;
}): Promise<TestDatabase> {
  const database = `test_${options.name}_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [lockKey]);
    await createRoles(admin);
    const template = await templateOf(admin, options);
    await admin.query(`create database ${database} template ${template}`);
  });
  const ownerUrl = urlOf(database);
  return {
    ownerUrl,
    urlFor: (role) => withRole(ownerUrl, role),
    run: (statements) => run(ownerUrl, statements),
    drop: () => asAdmin(async (admin) => void (await admin.query(`drop database if exists ${database} with (force)`))),
  };
}

const asAdmin = (work: (admin: Client) => Promise<void>): Promise<void> => connected(testAdminUrl(), work);

const run = (url: string, statements: readonly string[]): Promise<void> =>
  connected(url, async (client) => {
    for (const sql of statements) await client.query(sql);
  });

async function connected(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function createRoles(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    roles,
  ]);
  const existing = rows.map(({ rolname }) => rolname);
  for (const role of roles) if (!existing.includes(role)) await admin.query(`create role ${role} login`);
}

/** Named after what it is made of; one that was not finished has another name. */
async function templateOf(admin: Client, { name, migrate }: Parameters<typeof testDatabase>[0]): Promise<string> {
  const template = `template_${name}_${fingerprint(name, migrate.toString())}`;
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (rowCount) return template;
  const unfinished = `${template}_unfinished`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished} template template0`);
  await migrate(urlOf(unfinished));
  await admin.query(`alter database ${unfinished} rename to ${template}`);
  return template;
}

function fingerprint(name: string, migrate: string): string {
  const hash = createHash('sha256').update(migrate);
  for (const dir of [`apps/${name}/src/adapters/postgres/migrations`, 'libs/postgres/src']) {
    for (const file of sourcesIn(join(repository, dir))) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

const sourcesIn = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .sort()
        .map((file) => join(dir, file))
    : [];

function urlOf(database: string): string {
  const url = new URL(testAdminUrl());
  url.pathname = `/${database}`;
  return url.href;
}

/** The owner's login, with the rights of the role: no test needs a password of its own. */
function withRole(ownerUrl: string, role: string): string {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', `-c role=${role}`);
  return url.href;
}
