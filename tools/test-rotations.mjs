/** `npm run test:rotations`: keys of both sides and of the seal are swapped under load, as often as is wanted. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runChild } from './child-step.mjs';

const usage = `npm run test:rotations -- [--rotations 50] [--spread 3000] [--per-second 50]

Swaps the keys of Alipay+, of the wallet and of the seal while calls go on, with two gateways and two otp. Each process sees
each change at another time, as the kubelet shows it. Needs the build that "npm start" makes. npm test runs a short form.

  --rotations N    how often (50)
  --spread MS      how far apart the processes may see a change (3000)
  --per-second N   evaluations a second, beside first payments (50)
  --help           show this

Examples:
  npm run test:rotations
  npm run test:rotations -- --rotations 3`;

const options = {
  rotations: { type: 'string', default: '50' },
  spread: { type: 'string', default: '3000' },
  'per-second': { type: 'string', default: '50' },
  help: { type: 'boolean', default: false },
};

function read() {
  const { values } = parseArgs({ options });
  const { help, ...numbers } = values;
  for (const [name, text] of Object.entries(numbers))
    if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`--${name} must be a number from 1 to 999999, not ${text}`);
  return { help, ...numbers };
}

async function main() {
  const { help, rotations, spread, 'per-second': perSecond } = read();
  if (help) return console.log(usage);
  const root = fileURLToPath(new URL('..', import.meta.url));
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const env = {
    ...process.env,
    ROTATIONS: rotations,
    ROTATION_SPREAD_MS: spread,
    ROTATION_CALLS_PER_SECOND: perSecond,
  };
  const args = [jest, '--selectProjects', 'e2e', '--testPathPatterns', 'key-swaps'];
  const { code, error } = await runChild(process.execPath, args, { cwd: root, env });
  if (error) throw error;
  process.exitCode = code ?? 1;
}

main().catch((error) => {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
});
