import { join, relative } from 'node:path';
import { makeWritable } from '../infrastructure/data-folder';
import { startInfrastructure } from '../infrastructure/start-infrastructure';
import { LocalStackError } from '../basics/local-stack-error';
import { tryLock } from '../processes/lock';
import { localDir } from '../basics/repository';
import { startSecureServers } from '../secure/secure-servers';
import type { Stack, StackOptions } from '../stack/stack';
import { startStack } from '../stack/start-stack';
import { wrongSettings } from '../stack/wrong-settings';
import { withProgress } from '../basics/waiting';
import { demoPlanOf, type DemoPlan } from './demo-plan';
import { missingToken, seed, showPayment } from './demo';
import { Keeper } from './keeper';
import { publicPorts } from './public-ports';
import type { StartArguments } from './start-arguments';

const say = (line: string): void => console.log(line);

/** Throws with all that is wrong, before anything is started. Else the ports to take. */
async function checkSettings({ customers }: DemoPlan): Promise<NonNullable<StackOptions['ports']>> {
  const { ports, wrong: wrongPorts } = await publicPorts(process.env);
  const token = customers === 'none' ? [] : missingToken(process.env);
  const wrong = [...wrongPorts, ...token, ...(await wrongSettings(localDir))];
  if (wrong.length === 0) return ports;
  throw new LocalStackError(['wrong settings, so nothing was started:', ...wrong].join('\n  '));
}

const operatorsOf = ({ operatorTokenCommand, operatorTokenFiles }: Stack): string =>
  operatorTokenCommand === undefined
    ? `auth's token in ${relative(process.cwd(), operatorTokenFiles.auth)}, the others' beside it`
    : 'JWTs of an issuer of its own: LOCAL_OPERATOR=olga LOCAL_OPERATOR_ROLES=finance npm run operator';

/** `loginId` stands for one of the user's own where no demo customer is there. */
function describe(stack: Stack, { customers }: DemoPlan): string {
  const loginId = customers === 'none' ? 'NUMBER' : '852-52412345';
  const here = (path: string): string => relative(process.cwd(), path);
  const operatorUrls = Object.entries(stack.operatorUrls).map(([service, url]) => `${url} of ${service}`);
  return [
    '',
    `gateway    ${stack.gatewayUrls[0]}`,
    `wallet API ${stack.walletApiUrl} (tokens of the app are signed with ${here(stack.keys.walletAppPrivate)})`,
    `simulator  ${stack.simulatorUrl}`,
    `operator   ${operatorUrls.join(', ')} (${operatorsOf(stack)})`,
    ...(stack.directory
      ? [`directory  ${stack.directory.url} of the customers in ${here(stack.directory.customersFile)}`]
      : []),
    ...stack.processes
      .filter(({ service }) => service !== 'simulator')
      .map(({ name, healthUrl }) => `${name.padEnd(12)} ${healthUrl}/readyz and /metrics`),
    `addresses and key files are in ${here(stack.stackFile)}, logs in ${here(join(localDir, 'logs'))}`,
    `Pay: npm run simulator -- easy-pay --amount 12050 --currency HKD --login-id ${loginId}`,
    `Bind: npm run simulator -- bind --sms --login-id ${loginId}`,
    'Ctrl-C stops everything.',
  ].join('\n');
}

/** Takes `.local` for this process, for as long as it lives. */
async function takeLocalDir(): Promise<() => void> {
  makeWritable(localDir);
  const taken = await tryLock(join(localDir, 'start.lock'));
  if ('release' in taken) return taken.release;
  throw new LocalStackError(
    `npm start runs here already as process ${taken.pid}: use it (addresses in .local/stack.json), or end it with Ctrl-C there or npm run reset`,
  );
}

interface Servers {
  readonly options: Partial<StackOptions> & Pick<StackOptions, 'infrastructure'>;
  stop(): Promise<void>;
}

async function startServers({ secure }: StartArguments): Promise<Servers> {
  if (secure) return withProgress(say, 'starting servers with TLS', startSecureServers(join(localDir, 'secure'), say));
  const infrastructure = await startInfrastructure({ dataDir: localDir, log: say });
  return { options: { infrastructure }, stop: () => infrastructure.stop() };
}

/** Infrastructure, services, customers, payment. Resolves with the exit code, after `untilStopped` and after stopping everything. */
export async function run(args: StartArguments, untilStopped: Promise<void>): Promise<number> {
  const { once, demo, directory, otpCommand } = args;
  if (directory) process.env['CUSTOMER_DIRECTORY'] = directory;
  const plan = demoPlanOf(args, process.env);
  const release = await takeLocalDir();
  let servers: Servers | undefined;
  let stack: Stack | undefined;
  let isUp = false;
  const keeper = new Keeper(say);
  const work = async (): Promise<number> => {
    const ports = await checkSettings(plan);
    servers = await startServers(args);
    const options = { ...servers.options, name: '', dir: localDir, ports, log: say };
    // One that dies before all are ready ends the start.
    const starting = startStack({ ...options, died: (process, how) => stack && keeper.died(process, how) });
    stack = await withProgress(say, 'starting the services', starting);
    await seed(stack, plan);
    if (plan.customers === 'none') say(`${plan.why}: no demo customers are made, and no payment is shown`);
    const code = demo && plan.customers !== 'none' ? await showPayment(stack.stackFile, otpCommand) : 0;
    if (once) return code;
    say(describe(stack, plan));
    isUp = true;
    return untilStopped.then(() => 0);
  };
  try {
    return await Promise.race([work(), keeper.gaveUp, untilStopped.then(() => (isUp ? 0 : 130))]);
  } finally {
    keeper.stop();
    if (!once && servers) say('stopping');
    await stack?.stop();
    await servers?.stop();
    release();
  }
}
