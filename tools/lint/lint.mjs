/**
 * `npm run lint`: every check of the sources, each run to its end whatever the others say; the last line is the project in
 * figures. `--results FILE` writes `{ passed, failed }`, the checks counted, as JSON.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { readOptions } from '../usage.mjs';
import { findBrokenBoundaries, printBoundary } from './boundaries.mjs';
import { root, runTool } from './command.mjs';
import { refuseToothlessRules } from './fixtures.mjs';
import { describeFiles, readSourceFiles } from './source-files.mjs';

const tsc = '@typescript/native/bin/tsc';
const cache = `${root}node_modules/.cache`;
const folders = ['apps', 'libs', 'tools', 'e2e', 'bench'];

const verdict = (refusals) => ({ ok: refusals.length === 0, output: refusals.join('\n') });

function listProjects() {
  const inFolder = (folder) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
  const projects = [...inFolder('libs'), ...inFolder('apps'), ...inFolder('tools'), 'e2e', 'bench'];
  return projects.filter((project) => existsSync(path.join(root, project, 'tsconfig.json')));
}

async function checkTypes() {
  const projects = await runTool(tsc, ['-b', '--pretty', 'false', ...listProjects()]);
  const specs = await runTool(tsc, ['-p', 'tsconfig.eslint.json', '--noEmit', '--pretty', 'false']);
  const errors = new Set([projects.output, specs.output].filter(Boolean).flatMap((output) => output.split('\n')));
  return { ok: projects.ok && specs.ok, output: [...errors].join('\n') };
}

async function checkBoundaries() {
  return verdict((await findBrokenBoundaries(root, folders)).map(printBoundary));
}

const checkStyle = () => {
  const args = ['.', '--max-warnings', '0', '--cache', '--cache-strategy', 'content'];
  return runTool('eslint/bin/eslint.js', [...args, '--cache-location', `${cache}/eslint/`]);
};

const checkFormat = () => {
  const args = ['--check', '--log-level', 'warn', '--cache', '--cache-strategy', 'content', '.'];
  return runTool('prettier/bin/prettier.cjs', args);
};

const checks = [
  ['eslint', checkStyle],
  ['types', checkTypes],
  ['boundaries', checkBoundaries],
  ['bad fixtures are refused', async () => verdict(await refuseToothlessRules())],
  ['unused code', () => runTool('knip/bin/knip.js', ['--no-progress', '--no-config-hints'])],
  ['format', checkFormat],
];

async function runCheck([name, check]) {
  const startedAt = performance.now();
  const { ok, output } = await check().catch((error) => ({ ok: false, output: String(error.stack) }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
  if (!ok) console.log(`${output.replace(/^/gm, '    ')}\n`);
  return ok;
}

async function runChecks() {
  const waiting = [...checks];
  const verdicts = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) verdicts.push(await runCheck(check));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return verdicts;
}

const usage = `npm run lint [-- --results FILE]

Checks the sources: ${checks.map(([name]) => name).join(', ')}.

  --results FILE   write { passed, failed }, the checks counted, as JSON
  --help           show this`;

const options = readOptions('lint', usage, { results: { type: 'string' } });
const verdicts = await runChecks();
const failed = verdicts.filter((ok) => !ok).length;
if (options.results) writeFileSync(options.results, JSON.stringify({ passed: verdicts.length - failed, failed }));
console.log(describeFiles(readSourceFiles()));
process.exitCode = failed > 0 ? 1 : 0;
