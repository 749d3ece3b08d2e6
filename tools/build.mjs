/** `npm run build`: every package's `build` script through nx, which skips what has not changed. Prints all only when it fails. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeStaleOutputs } from './stale-outputs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
const usage = `npm run build [-- OPTIONS OF NX]

Builds every package that has changed. --skip-nx-cache builds all of them.`;
const given = process.argv.slice(2);
if (given.includes('--help')) {
  console.log(usage);
  process.exit(0);
}
const args = ['run-many', '-t', 'build', '--parallel=2', '--outputStyle=static', ...given];
const { status, stdout, stderr, error } = spawnSync(process.execPath, [nx, ...args], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, NX_DAEMON: 'false' },
  maxBuffer: 64 << 20,
});

/** The output of the packages that failed; all of it when nx itself did. */
function failures() {
  const failed = stdout
    .split('\n> nx run ')
    .filter((part) => /^[^\n]*:build\n/.test(part) && part.includes('npm error'));
  return failed.length > 0 ? failed.join('\n') : `${stdout}\n${stderr}`;
}

if (status === 0) {
  removeStaleOutputs(root);
  console.log(stdout.split('\n').find((line) => line.includes('Successfully ran')) ?? 'built');
} else {
  console.error(error?.message ?? failures());
  process.exitCode = 1;
}
