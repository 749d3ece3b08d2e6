import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LocalStackError } from '../basics/local-stack-error';
import { repositoryDir } from '../basics/repository';
import { freePort, isFree } from '../processes/ports';
import { redisUrlFor } from './database';
import { keepLog } from '../basics/keep-log';
import { ensureKeys } from './keys';
import { LocalDirectory, needsDirectory, settingsOf } from './local-directory';
import { operate } from './operate';
import { OperatorIssuer } from './operator-issuer';
import { migratedDatabase } from './migrations';
import { NodeProcess, type ServicePlan } from './service-process';
import { serviceNames, servicesWith, type OperatedService, type ServiceName } from './services';
import { type ProcessPorts, type Shared, environmentOf, givenEnvironment, identitiesOf, needsIssuer } from './settings';
import type { ServiceProcess, Stack, StackAddresses, StackOptions } from './stack';

interface Place {
  readonly service: ServiceName;
  readonly name: string;
  readonly ports: ProcessPorts;
}

async function portFor(name: string, fixed: number | undefined): Promise<number> {
  if (fixed === undefined) return freePort();
  if (await isFree(fixed)) return fixed;
  throw new LocalStackError(`port ${fixed} for the ${name} is busy: end what listens there or give another port`);
}

function fixedPort(service: ServiceName, n: number, { ports }: StackOptions): number | undefined {
  if (n > 1) return undefined;
  if (service === 'auth') return ports?.operator;
  return service === 'gateway' || service === 'simulator' ? ports?.[service] : undefined;
}

async function places(options: StackOptions): Promise<Place[]> {
  const wanted = serviceNames.filter((name) => name !== 'simulator' || options.simulator !== false);
  const each = wanted.flatMap((service) => {
    const count = service === 'simulator' ? 1 : (options.replicas?.[service] ?? 1);
    return Array.from({ length: count }, async (_, index): Promise<Place> => {
      const port = await portFor(service, fixedPort(service, index + 1, options));
      const ports = { health: await freePort(), port, walletApi: await freePort() };
      return { service, name: `${service}-${index + 1}`, ports };
    });
  });
  return Promise.all(each);
}

function urlsOf(all: readonly Place[], service: ServiceName, port: 'port' | 'walletApi' = 'port'): string[] {
  return all.filter((place) => place.service === service).map(({ ports }) => `http://127.0.0.1:${ports[port]}`);
}

interface Stage {
  readonly dir: string;
  readonly all: readonly Place[];
  readonly issuer: OperatorIssuer | undefined;
  /** Set once its keys are there. */
  directory: LocalDirectory | undefined;
}

async function directoryOf(options: StackOptions, { dir, all }: Stage, authTokenFile: string) {
  const given = givenEnvironment(options);
  if (!needsDirectory(given)) return undefined;
  const authUrl = urlsOf(all, 'auth')[0] ?? '';
  return LocalDirectory.start({ dir, given, authUrl, authTokenFile, log: options.log ?? (() => undefined) });
}

async function prepare(options: StackOptions, stage: Stage): Promise<Shared> {
  const { dir, all, issuer } = stage;
  const { infrastructure, name } = options;
  if (!/^[a-z0-9_-]{0,40}$/.test(name))
    throw new LocalStackError(`a stack is named with a-z, 0-9, _ and -, not ${name}`);
  const given = givenEnvironment(options);
  const [keys, databaseUrl, redisUrl] = await Promise.all([
    ensureKeys(dir, given),
    migratedDatabase(options, dir),
    redisUrlFor(infrastructure.redisUrl, name),
  ]);
  stage.directory = await directoryOf(options, stage, keys.operatorTokenFiles.auth);
  return {
    options,
    ...identitiesOf(given),
    databaseUrl,
    redisUrl,
    kafkaBrokers: infrastructure.kafkaBrokers,
    topicPrefix: name === '' ? (given['KAFKA_TOPIC_PREFIX'] ?? '') : `${name}.`,
    keys,
    gatewayUrls: urlsOf(all, 'gateway'),
    simulatorUrl: urlsOf(all, 'simulator')[0],
    operatorIssuer: issuer?.env,
    directory: stage.directory && settingsOf(stage.directory.addresses),
  };
}

function planOf({ service, name, ports }: Place, shared: Shared, dir: string): ServicePlan {
  const nodeArgs = shared.options.nodeArgs?.[service] ?? [];
  const logFile = join(dir, 'logs', `${name}.log`);
  keepLog(logFile);
  const release = service === 'simulator' ? repositoryDir : (shared.options.release ?? repositoryDir);
  const env = environmentOf(service, shared, ports);
  return { name, service, nodeArgs, env, healthPort: ports.health, logFile, release };
}

type PrivateUrls = Pick<Stack, 'operatorUrls' | 'walletApiUrl'>;

/** As the CLI of operators reads it: what is of auth has no name before it. */
function operatorAddresses(privateUrls: PrivateUrls, tokenFiles: Shared['keys']['operatorTokenFiles']) {
  const nameOf = (service: OperatedService, what: 'Url' | 'TokenFile'): string =>
    service === 'auth' ? what.charAt(0).toLowerCase() + what.slice(1) : service + what;
  return Object.fromEntries(
    servicesWith('OPERATOR_PORT').flatMap((service) => [
      [nameOf(service, 'Url'), privateUrls.operatorUrls[service]],
      [nameOf(service, 'TokenFile'), tokenFiles[service]],
    ]),
  ) as Omit<StackAddresses['operator'], 'tokenCommand'>;
}

function addressesOf(shared: Shared, privateUrls: PrivateUrls, { issuer, directory, all }: Stage): StackAddresses {
  const tokenCommand = issuer?.tokenCommand;
  const { clientId, pspId, acquirerId, databaseUrl, redisUrl, kafkaBrokers, topicPrefix, keys, simulatorUrl } = shared;
  return {
    gateway: { baseUrl: shared.gatewayUrls[0] ?? '', walletApiUrl: privateUrls.walletApiUrl },
    simulator: simulatorUrl === undefined ? null : { baseUrl: simulatorUrl },
    clientId,
    pspId,
    acquirerId,
    databaseUrl,
    redisUrl,
    kafkaBrokers,
    topicPrefix,
    operator: {
      ...operatorAddresses(privateUrls, keys.operatorTokenFiles),
      ...(tokenCommand !== undefined && { tokenCommand }),
    },
    ...(directory && { directory: directory.addresses }),
    keys: keys.pairs,
    keyFolders: { KEYS_DIR: keys.keysDir, SEAL_KEYS_DIR: keys.sealKeysDir },
    healthUrls: Object.fromEntries(all.map(({ name, ports }) => [name, `http://127.0.0.1:${ports.health}`])),
  };
}

async function stopAll(processes: readonly NodeProcess[], stage: Stage): Promise<void> {
  await Promise.all(processes.map((each) => each.kill('SIGTERM')));
  await stopBeside(stage);
}

/** What the stack brings beside the services. */
async function stopBeside({ issuer, directory }: Stage): Promise<void> {
  await Promise.all([issuer?.stop(), directory?.stop()]);
}

function stackOf(shared: Shared, stage: Stage, processes: readonly NodeProcess[]): Stack {
  const { dir, all, issuer, directory } = stage;
  const stackFile = join(dir, 'stack.json');
  const privateUrls: PrivateUrls = {
    operatorUrls: Object.fromEntries(
      servicesWith('OPERATOR_PORT').map((service) => [service, urlsOf(all, service)[0] ?? '']),
    ) as Stack['operatorUrls'],
    walletApiUrl: urlsOf(all, 'gateway', 'walletApi')[0] ?? '',
  };
  const { simulatorUrl, keys } = shared;
  writeFileSync(stackFile, `${JSON.stringify(addressesOf(shared, privateUrls, stage), null, 2)}\n`, {
    mode: 0o600,
  });
  return {
    processes,
    process: (name) => {
      const found = processes.find((each) => each.name === name);
      if (!found) throw new LocalStackError(`the stack has no process ${name}`);
      return found;
    },
    walletApiUrls: urlsOf(all, 'gateway', 'walletApi'),
    gatewayUrls: shared.gatewayUrls,
    get simulatorUrl() {
      if (simulatorUrl === undefined) throw new LocalStackError('the stack was started without a simulator');
      return simulatorUrl;
    },
    ...privateUrls,
    operatorTokenFiles: keys.operatorTokenFiles,
    operate: (service, path, call) =>
      operate({ urls: urlsOf(all, service), tokenFile: keys.operatorTokenFiles[service] }, path, call),
    operatorTokenCommand: issuer?.tokenCommand,
    directory: directory?.addresses,
    databaseUrl: shared.databaseUrl,
    redisUrl: shared.redisUrl,
    kafkaBrokers: shared.kafkaBrokers,
    topicPrefix: shared.topicPrefix,
    keys: keys.pairs,
    stackFile,
    stop: () => stopAll(processes, stage),
  };
}

/**
 * Runs our services and the simulator as processes of their own against a given infrastructure; resolves when all are ready.
 * Needs a build. They end at `stop()` and at the latest with this process.
 * @throws LocalStackError, with the tail of a log where a process failed, after stopping the others.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dir = resolve(options.dir);
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const all = await places(options);
  const issuer = needsIssuer(givenEnvironment(options)) ? await OperatorIssuer.start(dir) : undefined;
  const stage: Stage = { dir, all, issuer, directory: undefined };
  const tell = ({ name, logFile }: ServiceProcess, how: string): void =>
    options.log?.(`${name} stopped by itself (${how}), see ${logFile}`);
  const died = options.died ?? tell;
  let processes: readonly NodeProcess[] = [];
  try {
    const shared = await prepare(options, stage);
    processes = all.map((place) => new NodeProcess(planOf(place, shared, dir), died));
    await Promise.all(processes.map((each) => each.waitReady()));
    return stackOf(shared, stage, processes);
  } catch (error) {
    await Promise.all(processes.map((each) => each.kill()));
    await stopBeside(stage);
    throw error;
  }
}
