import { createHash, createHmac } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';
import { servicesWith } from './services';

/** One starter at a time makes roles and databases in a cluster. */
const LOCK_KEY = 7_225_001;

/** The same for everyone who knows the owner's password, so that parallel stacks in one cluster agree. */
function passwordOf(adminUrl: string, role: string): string {
  const { password } = new URL(adminUrl);
  return createHmac('sha256', decodeURIComponent(password)).update(role).digest('base64url');
}

function withDatabase(url: string, database: string): URL {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed;
}

/** The address with which a service logs in as its own role. */
export function roleUrl(databaseUrl: string, service: string): string {
  const url = new URL(databaseUrl);
  url.username = `wallet_${service}`;
  url.password = passwordOf(databaseUrl, url.username);
  return url.href;
}

async function makeRole(client: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${role} login password ${client.escapeLiteral(password)}`);
}

/** Whether it was made. */
async function makeDatabase(client: Client, database: string, template: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount) return false;
  await client.query(
    `create database ${client.escapeIdentifier(database)} template ${client.escapeIdentifier(template)}`,
  );
  return true;
}

interface PreparedDatabase {
  /** The owner's. */
  readonly url: string;
  readonly isMade: boolean;
}

/** Makes the database and a login role `wallet_<service>` of each service with a schema where they are missing. */
export async function prepareDatabase(
  adminUrl: string,
  database: string,
  template = 'template1',
): Promise<PreparedDatabase> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    for (const service of servicesWith('DATABASE_URL')) {
      const role = `wallet_${service}`;
      await makeRole(client, role, passwordOf(adminUrl, role));
    }
    const isMade = await makeDatabase(client, database, template);
    return { url: withDatabase(adminUrl, database).href, isMade };
  } catch (error) {
    throw new LocalStackError(
      `cannot make database ${database} and its roles (${reasonOf(error)}): give the user of DATABASE_URL CREATEDB and CREATEROLE`,
    );
  } finally {
    await client.end();
  }
}

/** The Redis database of a stack: picked by its name among all but the first, which is that of the stack without a name. */
export async function redisUrlFor(redisUrl: string, name: string): Promise<string> {
  if (name === '') return redisUrl;
  const client = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  try {
    const [, databases] = (await client.config('GET', 'databases')) as string[];
    const usable = Number(databases ?? 16) - 1;
    const number = 1 + (createHash('sha256').update(name).digest().readUInt32BE() % usable);
    return withDatabase(redisUrl, String(number)).href;
  } finally {
    client.disconnect();
  }
}
