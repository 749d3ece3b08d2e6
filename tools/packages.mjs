/** How our commands install packages. No dependencies: it runs before there are any. */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child-step.mjs';

/**
 * The locked versions, without changing the lock. Not `npm ci`: that refuses a lock that lacks the packages of other
 * platforms, and no registry mirror has them all.
 */
const args = ['install', '--no-save', '--no-audit', '--no-fund'];
export const installCommand = ['npm', ...args].join(' ');

const modules = (root) => join(root, 'node_modules');
/** There while packages are being installed. */
const underWay = (root) => join(modules(root), '.install-under-way');

/** Whether what is installed is whole and as new as the lock. */
export function packagesAreCurrent(root) {
  const installed = join(modules(root), '.package-lock.json');
  if (existsSync(underWay(root)) || !existsSync(installed)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/**
 * As `runChild`. What an installation left that was interrupted is deleted first: npm takes a package for installed whose
 * files were written in part.
 */
export async function installPackages(root, options = {}) {
  if (existsSync(underWay(root))) {
    console.error('the installation before was interrupted: installing all packages again');
    rmSync(modules(root), { recursive: true, force: true });
  }
  mkdirSync(modules(root), { recursive: true });
  writeFileSync(underWay(root), '');
  const outcome = await runChild('npm', args, { cwd: root, ...options });
  // One that failed by itself has put back what there was.
  if (outcome.signal === null) rmSync(underWay(root));
  return outcome;
}
