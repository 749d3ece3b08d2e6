/** `npm run build`: every package's `build` script through nx, which skips what has not changed. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
const args = ['run-many', '-t', 'build', '--parallel=2', '--outputStyle=static', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [nx, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NX_DAEMON: 'false' },
});
process.exit(status ?? 1);
