import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { MigrationInterface } from 'typeorm';

type Migration = new () => MigrationInterface;

const migrationFile = /^\d{4}-[\w-]+\.[jt]s$/;

const isClass = (exported: unknown): exported is Migration => typeof exported === 'function';

/** The classes in the files of a folder that are named like `0007-room-for-claims`: a new migration is listed nowhere. */
export function migrationsIn(folder: string): Migration[] {
  const load = createRequire(join(folder, 'any'));
  const files = readdirSync(folder).filter((file) => migrationFile.test(file));
  return files.sort().flatMap((file) => Object.values(load(join(folder, file)) as object).filter(isClass));
}
