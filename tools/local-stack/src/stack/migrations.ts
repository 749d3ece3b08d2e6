import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryDir } from '../basics/repository';
import { prepareDatabase } from './database';
import { migrate } from './service-process';
import { servicesWith } from './services';
import type { StackOptions } from './stack';

/** Runs the migrations of a release, by the root folder of its build; logs go to `dir`. */
export async function migrateTo(release: string, databaseUrl: string, dir: string): Promise<void> {
  for (const service of servicesWith('DATABASE_URL'))
    await migrate(service, { databaseUrl, release, logFile: join(dir, 'logs', `${service}-migrate.log`) });
}

/** The owner's URL of the stack's database, with the schemas of all services; logs go to `dir`. */
export async function migratedDatabase(options: StackOptions, dir: string): Promise<string> {
  const { infrastructure, name, template } = options;
  const database = name === '' ? 'wallet' : `wallet_${name}`;
  const { url, isMade } = await prepareDatabase(infrastructure.databaseUrl, database, template);
  if (!template || !isMade) await migrateTo(options.release ?? repositoryDir, url, dir);
  return url;
}

/** Makes a database with the schemas of all services, to be the `template` of stacks on the same server; logs go to `dir`. */
export async function migratedTemplate(adminUrl: string, name: string, dir: string): Promise<string> {
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const { url } = await prepareDatabase(adminUrl, name);
  await migrateTo(repositoryDir, url, dir);
  return name;
}
