/** `npm run nemesis`: dist/main.js, or what to do when the build is missing. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const needed = ['tools/nemesis', ...readdirSync(`${root}apps`).map((app) => `apps/${app}`)];
const missing = needed.map((dir) => `${dir}/dist/main.js`).find((file) => !existsSync(root + file));

if (missing === undefined) await import('./dist/main.js');
else {
  console.error(`${missing} is missing: npm start -- --once installs and builds first`);
  process.exitCode = 1;
}
