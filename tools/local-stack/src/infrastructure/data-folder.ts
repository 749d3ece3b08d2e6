import { accessSync, constants, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';

/** Begins the name of a data folder outside the clone. */
export const OUTSIDE_PREFIX = 'wallet-local-';

/** Makes the folder if it is missing; throws with what to do when this user may not write to it. */
export function makeWritable(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
  } catch (error) {
    throw new LocalStackError(`cannot write to ${dir} (${reasonOf(error)}): give this user the right to, or remove it`);
  }
}

/** Deletes a data folder, with what lies outside the clone because Postgres's user cannot reach the clone. */
export function removeDataFolder(dataDir: string): void {
  const outside = join(dataDir, 'outside');
  const target = existsSync(outside) ? realpathSync(outside) : '';
  if (basename(target).startsWith(OUTSIDE_PREFIX)) rmSync(target, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
