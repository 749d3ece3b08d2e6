/** `npm run reset`: stops a running stack and deletes `.local/`. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './usage.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reset = join(root, 'tools/local-stack/dist/reset.js');

readOptions(
  'reset',
  `npm run reset

Stops a running stack and deletes .local/: data, logs and keys.`,
);
if (!existsSync(join(root, '.local'))) {
  console.log('there is no .local/');
} else if (existsSync(reset)) {
  await import(reset);
} else {
  console.error('the project is not built, so a running stack cannot be found: run npm run build, then npm run reset');
  process.exit(1);
}
