/**
 * `node tools/with-node.mjs SCRIPT ARGS`: runs a script of ours with the Node of `.node-version` or a later one. Where PATH has
 * an older one, with the binary that npm brings for Linux, which is installed if it is missing. Must itself run with Node 20.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages } from './packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = readFileSync(path.join(root, '.node-version'), 'utf8').trim();
const running = process.versions.node;
/** The oldest that our packages can be installed with. */
const oldest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
const binary = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);

const [script, ...args] = process.argv.slice(2);
const file = path.join(root, script);

function isOlder(version, than) {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  const at = left.findIndex((part, index) => part !== right[index]);
  return at !== -1 && left[at] < right[at];
}

const npmHasBinary = ['linux-x64', 'linux-arm64'].includes(`${process.platform}-${process.arch}`);

/** Whether the pinned binary is there, or could be installed. */
async function provide() {
  if (existsSync(binary)) return true;
  if (!npmHasBinary || isOlder(running, oldest)) return false;
  console.error(`Node ${running} is older than ${wanted}: installing it with the packages, 1 to 3 minutes ...`);
  const { code } = await installPackages(root, { stdio: ['ignore', process.stderr, 'inherit'] });
  return code === 0 && existsSync(binary);
}

const tell = (onPath) =>
  console.error(`Node ${onPath} is older than ${wanted}: running with ${path.relative(root, binary)}`);

function runWithBinary() {
  tell(running);
  const env = { ...process.env, PATH: [path.dirname(binary), process.env.PATH].join(path.delimiter) };
  const child = spawn(binary, [file, ...args], { stdio: 'inherit', env });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, forward);
  // A terminal sends it to both.
  process.on('SIGINT', (signal) => process.stdin.isTTY || forward(signal));
  child.on('error', (error) => {
    console.error(`${binary} cannot be run: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) return void (process.exitCode = code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** npm puts the binary before PATH for its scripts once it is installed; this is the Node that npm runs with. */
const [, ofNpm = running] = /node\/v(\S+)/.exec(process.env.npm_config_user_agent) ?? [];

if (!existsSync(file)) {
  console.error(`${script} is missing: npm start -- --once installs and builds first`);
  process.exitCode = 1;
} else if (!isOlder(running, wanted)) {
  if (isOlder(ofNpm, wanted)) tell(ofNpm);
  process.argv.splice(1, 2, file);
  await import(pathToFileURL(file).href);
} else if (await provide()) {
  runWithBinary();
} else {
  console.error(
    `Node ${running} is too old: install Node ${wanted} (nodejs.org, or a version manager that reads .node-version)`,
  );
  process.exitCode = 1;
}
