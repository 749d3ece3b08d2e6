/** `npm start`: what is needed before our own code can run (packages, a build), then tools/local-stack. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runChild } from './child-step.mjs';
import { installCommand, installPackages, packagesAreCurrent } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const usage = `npm start [-- OPTIONS]

Starts Postgres, Redis and Kafka, the five services and the Alipay+ simulator, makes three customers,
shows one Easy Pay payment and stays up.

  --once      stop after the payment, with its exit code
  --no-demo   only run
  --secure    with native servers that the services reach by TLS, with certificates, SCRAM-SHA-512 and passwords in files,
              as in production; their data is in .local/secure
  --otp-command PROGRAM
              with an SMS provider of yours (SMS_URL): prints the code of the payment, {to} is the number;
              without it you are asked for the code at the terminal
  --directory own|http
              who keeps the customers: auth, or a directory elsewhere, here docs/examples/customer-directory.mjs
              with the customers in .local/customers.json (the same as CUSTOMER_DIRECTORY)
  --help      this text

PORT and SIMULATOR_PORT choose the two public ports (8080 and 8090 unless taken). DATABASE_URL, REDIS_URL
and KAFKA_BROKERS choose servers that run already, DIRECTORY_URL a directory of yours. Every other setting in the
environment reaches the services.
Data, logs and keys are in .local/; npm run reset stops a running stack and deletes them.

Examples:
  npm start
  npm start -- --once
  npm start -- --no-demo --directory http
  SINGLE_LIMITS=HKD:20000 OTP_LIFE_SECONDS=120 npm start`;

function refuse(line) {
  console.error(line);
  process.exit(1);
}

function optionsOf(args) {
  const boolean = { type: 'boolean', default: false };
  const text = { type: 'string' };
  const options = {
    once: boolean,
    'no-demo': boolean,
    secure: boolean,
    help: boolean,
    directory: text,
    'otp-command': text,
  };
  const { tokens, values, positionals } = parseArgs({ args, options, strict: false, tokens: true });
  const unknown = tokens.find(({ kind, name }) => kind === 'option' && !(name in options))?.rawName ?? positionals[0];
  if (unknown) refuse(`unknown option ${unknown}; see npm start -- --help`);
  return values;
}

function parse(args) {
  const { once, 'no-demo': noDemo, secure, help, directory, 'otp-command': otpCommand } = optionsOf(args);
  if (otpCommand === true || otpCommand?.trim() === '') refuse('--otp-command needs a program that prints the code');
  if (![undefined, 'own', 'http'].includes(directory)) refuse('--directory is own or http');
  if (once && noDemo) refuse('--once shows the payment and --no-demo does not: give one of them');
  const given = ['DATABASE_URL', 'REDIS_URL', 'KAFKA_BROKERS'].filter((name) => process.env[name]);
  if (secure && given.length > 0) refuse(`--secure has servers of its own: do not set ${given.join(', ')}`);
  return { once, demo: !noDemo, secure, help, directory, otpCommand };
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
