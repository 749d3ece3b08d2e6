/** `npm start`: what is needed before our own code can run (packages, a build), then tools/local-stack. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './child-step.mjs';
import { installCommand, installPackages, packagesAreCurrent } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const usage = `npm start [-- OPTIONS]

Starts Postgres, Redis and Kafka, the five services and the Alipay+ simulator, makes three customers,
shows one Easy Pay payment and stays up.

  --once      stop after the payment, with its exit code
  --no-demo   only run
  --otp-command PROGRAM
              with an SMS provider of yours (SMS_URL): prints the code of the payment, {to} is the number;
              without it you are asked for the code at the terminal
  --help      this text

PORT and SIMULATOR_PORT choose the two public ports (8080 and 8090 unless taken). DATABASE_URL, REDIS_URL
and KAFKA_BROKERS choose servers that run already. Every other setting in the environment reaches the services.
Data, logs and keys are in .local/; npm run reset stops a running stack and deletes them.`;

function refuse(line) {
  console.error(line);
  process.exit(1);
}

function takeOtpCommand(given) {
  const at = given.indexOf('--otp-command');
  if (at < 0) return { args: given };
  if (!given[at + 1]?.trim()) refuse('--otp-command needs a program that prints the code');
  return { otpCommand: given[at + 1], args: given.toSpliced(at, 2) };
}

function parse(given) {
  const { otpCommand, args } = takeOtpCommand(given);
  const known = ['--once', '--no-demo', '--help'];
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown) refuse(`unknown option ${unknown}; see npm start -- --help`);
  const [once, demo, help] = [args.includes('--once'), !args.includes('--no-demo'), args.includes('--help')];
  const parsed = { once, demo, help, otpCommand };
  if (parsed.once && !parsed.demo) refuse('--once shows the payment and --no-demo does not: give one of them');
  return parsed;
}

/** Says every 20 s that a child, whose outcome `run` resolves with, still runs. */
async function runStep(what, command, run) {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  console.log(`${what} ...`);
  const timer = setInterval(() => console.log(`${what} ... ${seconds()}`), 20_000);
  const { code, signal, error } = await run();
  clearInterval(timer);
  if (error) refuse(`${what}: ${command} cannot be run (${error.code})`);
  if (code !== 0) refuse(`${what} failed (${signal ?? `exit code ${code}`}): ${command}`);
  console.log(`${what}: done in ${seconds()}`);
}

const args = parse(process.argv.slice(2));
if (args.help) {
  console.log(usage);
} else {
  if (!packagesAreCurrent(root))
    await runStep('installing packages, 1 to 3 minutes', installCommand, () => installPackages(root));
  const build = join(root, 'tools/build.mjs');
  await runStep('building', `node ${build}`, () => runChild(process.execPath, [build], { cwd: root }));
  const { start } = await import('./local-stack/dist/start.js');
  await start(args);
}
