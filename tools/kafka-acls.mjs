/** `npm run -s kafka:acls`: what each service may do in Kafka, from what its build says that it handles and sends. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const sourceOf = (app) => path.join(root, 'apps', app, 'src/adapters/kafka/own-topics.ts');
const apps = readdirSync(path.join(root, 'apps')).filter((app) => existsSync(sourceOf(app)));
const builtOf = (app) => path.join(root, 'apps', app, 'dist/adapters/kafka/own-topics.js');

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (!apps.every((app) => existsSync(builtOf(app)))) fail('The services are not built: run npm run build.');
const { printAcls } = require('../libs/messaging/dist/index.js');
try {
  process.stdout.write(
    printAcls(
      apps.map((app) => require(builtOf(app)).ownTopics),
      process.argv.slice(2),
    ),
  );
} catch (error) {
  fail(error.message);
}
