/**
 * `npm test`: lint, build and all tests, one stage after the other. Whatever a stage does, the last line is
 * `N passed, N failed`; the exit code is 0 only if nothing failed and every spec file of the stages was run.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installPackages, packagesAreCurrent } from './packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = mkdtempSync(path.join(tmpdir(), 'wallet-test-'));

/**
 * The loads of the nemesis; start, healing and checks come on top. The rounds of the first seed hold facts back, lose a host,
 * and kill Postgres and Kafka. The second load is more than two cores bear, so that batches fill.
 */
const nemesisRuns = [
  { seed: 1170, seconds: 68, rate: 10 },
  { seed: randomInt(1_000_000), seconds: 25, rate: 30 },
];

const stages = [
  { name: 'lint', timeoutMinutes: 5, run: runLint },
  { name: 'build', timeoutMinutes: 10, run: runBuild },
  { name: 'unit', timeoutMinutes: 10, run: runJest },
  { name: 'integration', timeoutMinutes: 12, run: runJest, sharesCores: true },
  { name: 'e2e', timeoutMinutes: 20, run: runJest, needs: 'build', prepare: 'tools/chromium.mjs', sharesCores: true },
  { name: 'crash', timeoutMinutes: 15, run: runJest, needs: 'build', sharesCores: true },
  { name: 'nemesis', timeoutMinutes: 5, run: runNemesis, needs: 'build' },
];
/** More is no want of time. */
const mostRunAgain = 4;
const names = stages.map(({ name }) => name);

const usage = `npm test -- [--only STAGE[,STAGE...]]

Installs what is missing, then runs ${names.join(', ')}. Ends with the line "N passed, N failed".

  --only STAGE   run these stages only; may be repeated
  --help         show this

Examples:
  npm test
  npm test -- --only unit
  npm test -- --only build,e2e`;

let stopped = false;

/** Runs a command with our terminal; resolves, whatever happens, with null or what went wrong. */
function run(command, args, timeoutMinutes) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    let timedOut = false;
    const stop = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 20_000).unref();
    };
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, timeoutMinutes * 60_000);
    const onSignal = () => {
      stopped = true;
      stop();
    };
    const end = (problem) => {
      clearTimeout(timer);
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, onSignal);
      resolve(timedOut ? `stopped after ${timeoutMinutes} minutes` : problem);
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, onSignal);
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(code === 0 ? null : `ended with ${signal ?? `exit code ${code}`}`));
  });
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A stage that went wrong without a failed test of its own still counts as one failure. */
function judge(passed, problems, failed, outcome) {
  if (outcome && failed === 0) return { passed, failed: 1, problems: [...problems, outcome] };
  return { passed, failed, problems };
}

async function runLint({ timeoutMinutes }) {
  const file = path.join(results, 'lint.json');
  const outcome = await run(process.execPath, ['tools/lint/lint.mjs', '--results', file], timeoutMinutes);
  const { passed, failed } = readResults(file) ?? { passed: 0, failed: 0 };
  return judge(passed, failed > 0 ? [`${failed} checks`] : [], failed, outcome);
}

async function runBuild({ timeoutMinutes }) {
  const outcome = await run(process.execPath, ['tools/build.mjs'], timeoutMinutes);
  return outcome ? { passed: 0, failed: 1, problems: [outcome] } : { passed: 1, failed: 0, problems: [] };
}

function stageOf(specFile) {
  if (specFile.endsWith('.int.spec.ts')) return 'integration';
  const [, folder] = /^e2e\/(crash|brokers|proxies|rolling|pkcs11)\//.exec(path.relative(root, specFile)) ?? [];
  if (folder) return folder;
  return specFile.endsWith('.e2e.spec.ts') ? 'e2e' : 'unit';
}

/** Found without jest's help, so that a spec file which no jest project picks up is noticed. */
function findSpecFiles(folder) {
  const skipped = ['node_modules', 'dist', 'fixtures', '.local', '.git', '.nx'];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return skipped.includes(entry.name) ? [] : findSpecFiles(file);
    return entry.name.endsWith('.spec.ts') ? [file] : [];
  });
}

async function readSuites({ name, timeoutMinutes }, args) {
  const file = path.join(results, `${name}.json`);
  rmSync(file, { force: true });
  const jest = ['node_modules/jest/bin/jest.js', '--selectProjects', name, '--passWithNoTests', ...args];
  const outcome = await run(process.execPath, [...jest, '--json', '--outputFile', file], timeoutMinutes);
  return { outcome, suites: readResults(file)?.testResults };
}

const hasFailed = ({ status }) => status === 'failed';

/**
 * Whole systems that share two cores miss deadlines which each of them keeps by itself. The spec files that failed are run
 * once more, one at a time: what is wrong fails again, and the summary names the others.
 */
async function runAgain(stage, suites) {
  const files = suites.filter(hasFailed).map(({ name }) => name);
  if (!stage.sharesCores || stopped || files.length === 0 || files.length > mostRunAgain)
    return { suites, unsteady: [] };
  console.log(`\n=== ${stage.name}: once more, one at a time: ${relative(files)}`);
  const { suites: second = [] } = await readSuites(stage, ['--maxWorkers=1', '--runTestsByPath', ...files]);
  const alone = new Map(second.map((suite) => [suite.name, suite]));
  const unsteady = files.filter((file) => alone.has(file) && !hasFailed(alone.get(file)));
  return { suites: suites.map((suite) => alone.get(suite.name) ?? suite), unsteady };
}

const relative = (files) => files.map((file) => path.relative(root, file)).join(', ');

async function runJest(stage) {
  const { name, prepare } = stage;
  // When it fails, so do the specs that need it, with its message.
  if (prepare) await run(process.execPath, [prepare], 15);
  const { outcome, suites: first } = await readSuites(stage, ['--maxWorkers=2']);
  if (!first) return { passed: 0, failed: 1, problems: [`jest gave no results: ${outcome}`] };
  const { suites, unsteady } = await runAgain(stage, first);

  const wasRun = new Set(suites.map((suite) => suite.name));
  const missing = findSpecFiles(root).filter((spec) => stageOf(spec) === name && !wasRun.has(spec));
  const tests = suites.flatMap(({ assertionResults }) => assertionResults);
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
  const counts = [
    [count('failed'), 'tests failed'],
    [
      suites.filter((suite) => hasFailed(suite) && !suite.assertionResults.some(hasFailed)).length,
      'spec files could not run',
    ],
    [count('pending', 'todo', 'skipped', 'disabled'), 'tests were skipped'],
    [missing.length, `spec files were not run: ${relative(missing)}`],
  ].filter(([number]) => number > 0);
  const failed = counts.reduce((sum, [number]) => sum + number, 0);
  const problems = counts.map(([number, what]) => `${number} ${what}`);
  if (unsteady.length > 0) problems.push(`passed only by itself: ${relative(unsteady)}`);
  return judge(count('passed'), problems, failed, unsteady.length > 0 ? null : outcome);
}

/** One run after the other. */
async function runNemesis({ timeoutMinutes }) {
  const problems = [];
  for (const load of nemesisRuns) {
    const args = Object.entries(load).flatMap(([option, value]) => [`--${option}`, String(value)]);
    const outcome = stopped
      ? 'interrupted'
      : await run(process.execPath, ['tools/nemesis/nemesis.mjs', ...args], timeoutMinutes);
    if (outcome) problems.push(`seed ${load.seed}, rate ${load.rate}: ${outcome}`);
  }
  return { passed: nemesisRuns.length - problems.length, failed: problems.length, problems };
}

async function runStage(stage, done) {
  const startedAt = performance.now();
  console.log(`\n=== ${stage.name}`);
  const blocker = done.find(({ name, failed }) => (name === stage.needs || name === 'install') && failed > 0);
  const why = stopped ? 'interrupted' : blocker && `${blocker.name} failed`;
  const verdict = why
    ? { passed: 0, failed: 1, problems: [`not run: ${why}`] }
    : await stage.run(stage).catch((error) => ({ passed: 0, failed: 1, problems: [String(error.stack)] }));
  return { name: stage.name, ...verdict, seconds: (performance.now() - startedAt) / 1000 };
}

function printSummary(done) {
  console.log('');
  for (const { name, passed, failed, seconds, problems } of done) {
    const line = `${name.padEnd(12)} ${passed} passed, ${failed} failed`.padEnd(44);
    console.log(`${line} ${seconds.toFixed(1).padStart(7)} s  ${problems.join('; ')}`.trimEnd());
  }
  const sum = (count) => done.reduce((total, stage) => total + stage[count], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}

const install = {
  name: 'install',
  run: async () => {
    const { code, signal, error } = await installPackages(root);
    if (code === 0) return { passed: 0, failed: 0, problems: [] };
    return { passed: 0, failed: 1, problems: [`npm install: ${error?.code ?? signal ?? `exit code ${code}`}`] };
  },
};

async function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
  });
  const only = (values.only ?? names).flatMap((list) => list.split(','));
  const unknown = only.filter((name) => !names.includes(name));
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `There is no stage ${unknown.join(', ')}.\n\n${usage}` : usage);
    return unknown.length === 0;
  }
  const done = [];
  const wanted = stages.filter(({ name }) => only.includes(name));
  for (const stage of packagesAreCurrent(root) ? wanted : [install, ...wanted]) done.push(await runStage(stage, done));
  return printSummary(done);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}
