/** `npm run test:upgrade`: dist/upgrade/main.js, or what to do when the build is missing. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runChild } from '../child-step.mjs';
import { installPackages, packagesAreCurrent } from '../packages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const needed = ['tools/nemesis', ...readdirSync(`${root}apps`).map((app) => `apps/${app}`)];
const missing = needed.map((dir) => `${dir}/dist/main.js`).find((file) => !existsSync(root + file));

if (missing === undefined) {
  const { upgrade } = await import('./dist/upgrade/main.js');
  process.exit(await upgrade(process.argv.slice(2), { runChild, installPackages, packagesAreCurrent }));
} else {
  console.error(`${missing} is missing: npm start -- --once installs and builds first`);
  process.exitCode = 1;
}
