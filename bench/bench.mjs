/** `npm run bench`: bench/dist/main.js, or what to do when the build is missing. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const needed = ['bench', ...readdirSync(`${root}apps`).map((app) => `apps/${app}`)].map((dir) => `${dir}/dist/main.js`);
const missing = needed.find((file) => !existsSync(root + file));

if (missing === undefined) await import('./dist/main.js');
else {
  console.error(`${missing} is missing: npm start -- --once installs and builds first`);
  process.exitCode = 1;
}
