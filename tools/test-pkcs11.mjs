/**
 * `npm run test:pkcs11`: the key store on a token of SoftHSM. Builds the optional package and fetches SoftHSM, without
 * installing it, where they are missing. Not a part of `npm test`, which must not need a compiler.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runChild } from './child-step.mjs';
import { readOptions } from './usage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

readOptions(
  'test:pkcs11',
  `npm run test:pkcs11

Runs KEY_STORE=pkcs11 on a token of SoftHSM: what every key store must do, a first payment, and a token that hangs. Needs the
build that "npm start" makes. The package pkcs11js is built if it is not, which takes Python and a C++ compiler; SoftHSM is
taken from SOFTHSM2_MODULE, from where a system has it, or fetched with apt-get download into .local/softhsm.

Examples:
  npm run test:pkcs11`,
);

const folder = join(root, '.local/softhsm');
const installed = [
  '/usr/lib/softhsm',
  '/usr/lib/x86_64-linux-gnu/softhsm',
  '/usr/lib/aarch64-linux-gnu/softhsm',
  '/usr/local/lib/softhsm',
];
const moduleIn = (places) => places.map((place) => join(place, 'libsofthsm2.so')).find((file) => existsSync(file));
const fetched = () => moduleIn(installed.map((place) => join(folder, place)));

async function softHsm() {
  const found = process.env.SOFTHSM2_MODULE ?? moduleIn(installed) ?? fetched();
  if (found) return found;
  try {
    await run('apt-get', ['download', 'libsofthsm2'], { cwd: folder });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb')))
      await run('dpkg', ['-x', join(folder, file), folder]);
  } catch (error) {
    throw new Error(
      `SoftHSM could not be fetched (${lastLine(error)}): install softhsm2, or name its library in SOFTHSM2_MODULE`,
    );
  }
  return fetched() ?? '';
}

const lastLine = (error) => (error.stderr || error.message).trim().split('\n').at(-1);

function isBuilt() {
  try {
    createRequire(import.meta.url)('graphene-pk11');
    return true;
  } catch {
    return false;
  }
}

/** The headers of the Node that npm brings spare a download. */
async function build() {
  if (isBuilt()) return;
  const brought = join(root, `node_modules/node-${process.platform}-${process.arch}`);
  const env = { ...process.env, ...(existsSync(join(brought, 'include/node')) && { npm_config_nodedir: brought }) };
  console.log('building pkcs11js ...');
  try {
    await run('npm', ['explore', 'pkcs11js', '--', 'npm run build'], { cwd: root, env });
  } catch (error) {
    throw new Error(`pkcs11js could not be built (${lastLine(error)}): it takes Python and a C++ compiler`);
  }
}

async function main() {
  await build();
  mkdirSync(folder, { recursive: true });
  const env = {
    ...process.env,
    SOFTHSM2_MODULE: await softHsm(),
    SOFTHSM2_CONF: join(folder, 'softhsm2.conf'),
  };
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const args = [jest, '--selectProjects', 'pkcs11', '--runInBand'];
  const { code, error } = await runChild(process.execPath, args, { cwd: root, env });
  if (error) throw error;
  process.exitCode = code ?? 1;
}

main().catch((error) => {
  console.error(`the specs of PKCS#11 were not run: ${error.message}`);
  process.exitCode = 1;
});
