/** How `npm start` and `npm test` install packages. No dependencies: it runs before there are any. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The locked versions, without changing the lock. Not `npm ci`: that refuses a lock that lacks the packages of other
 * platforms, and no registry mirror has them all.
 */
export const installCommand = ['npm', ['install', '--no-save', '--no-audit', '--no-fund']];

/** Whether what is installed is as new as the lock. */
export function packagesAreCurrent(root) {
  const installed = join(root, 'node_modules/.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}
