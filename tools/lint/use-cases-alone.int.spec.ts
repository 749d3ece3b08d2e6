import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const apps = join(__dirname, '../../apps');

/** Requires each of its arguments, and prints those that need what cannot be resolved. */
const program = `
  const Module = require('node:module');
  const absent = /^(kafkajs|@nestjs\\/[^/]+|typeorm|pg|ioredis)(\\/|$)/;
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, ...more) {
    if (absent.test(request)) throw new Error('cannot resolve ' + request);
    return resolve.call(this, request, ...more);
  };
  const files = process.argv.slice(1);
  const failed = [];
  for (const file of files) {
    try { require(file); } catch (error) { failed.push(file + ': ' + error.message.split('\\n')[0]); }
  }
  console.log(JSON.stringify({ loaded: files.length, failed }));
`;

interface Loading {
  readonly loaded: number;
  readonly failed: readonly string[];
}

/** By the sources: a folder of builds also holds what is no source any more. */
function builtFiles(app: string, layer: string): string[] {
  const sources = readdirSync(join(apps, app, 'src', layer), { recursive: true, encoding: 'utf8' });
  const modules = sources.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  return modules.map((file) => join(apps, app, 'dist', layer, file.replace(/ts$/, 'js')));
}

function load(...files: string[]): Loading {
  const output = execFileSync(process.execPath, ['-e', program, ...files], { encoding: 'utf8' });
  return JSON.parse(output) as Loading;
}

/** The services that have use cases. */
const layered = readdirSync(apps).filter((app) => existsSync(join(apps, app, 'src/application')));

it.each(layered)('the use cases and the domain of %s load without kafkajs, Nest, TypeORM, pg and ioredis', (app) => {
  const { loaded, failed } = load(...builtFiles(app, 'application'), ...builtFiles(app, 'domain'));
  expect(failed).toEqual([]);
  expect(loaded).toBeGreaterThan(10);
});

it('notices what needs one of them', () => {
  const { failed } = load(...builtFiles('payments', 'adapters/kafka'));
  expect(failed).not.toEqual([]);
});
