/**
 * `node tools/chromium.mjs`: makes sure of a Chromium for the browser specs and prints its path. It is CHROMIUM_PATH, else one
 * on PATH, else Debian's package, installed with apt-get when we are root. Exit code 1 and one line when none can be had.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const install = 'apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core';

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/** Resolves with null or what went wrong. What apt-get prints is shown only when it fails. */
function runInstall() {
  const startedAt = Date.now();
  const say = () =>
    console.error(`installing Chromium with apt-get … ${Math.round((Date.now() - startedAt) / 1000)} s`);
  say();
  const timer = setInterval(say, 20_000);
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn('sh', ['-c', install], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (tail = (tail + chunk).slice(-2_000)));
    const end = (problem) => {
      clearInterval(timer);
      resolve(problem);
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code) => end(code === 0 ? null : `exit code ${code}: ${tail.trim().split('\n').at(-1)}`));
  });
}

async function chromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROMIUM_PATH is no program: ${given}`);
  }
  const found = onPath();
  if (found) return found;
  const isDebian = existsSync('/etc/debian_version');
  const advice = isDebian ? `run as root: ${install}` : 'install Chromium or Google Chrome';
  if (!isDebian || process.getuid?.() !== 0)
    throw new Error(`the browser specs need Chromium: ${advice}, or give CHROMIUM_PATH`);
  const problem = await runInstall();
  const installed = onPath();
  if (installed) return installed;
  throw new Error(`apt-get could not install Chromium (${problem ?? 'it is still not on PATH'}): ${advice}`);
}

try {
  console.log(await chromium());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
