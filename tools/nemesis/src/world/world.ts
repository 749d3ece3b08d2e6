import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  freePort,
  LocalStackError,
  startInfrastructure,
  startStack,
  type Infrastructure,
  type Log,
  type Stack,
} from '@wallet/local-stack';
import { replicas, twoOfEach } from '../plan/service-fault';
import { Proxies } from './proxies';
import { reach, stopAll, type Stop, type Wallet } from './wallet';
import { clockDir, dataDir, nodeArgs, settings } from './settings';

/** A wallet with its servers, and a proxy in every network of it. */
export interface World extends Wallet {
  readonly infrastructure: Infrastructure;
  readonly proxies: Proxies;
  stop(): Promise<void>;
}

async function startServers(say: Log, proxies: Proxies, stops: Stop[]): Promise<Infrastructure> {
  const kafkaListeners = await proxies.beforeKafka();
  const infrastructure = await startInfrastructure({
    dataDir,
    log: say,
    sources: 'native',
    fresh: true,
    kafkaListeners,
  });
  stops.push(() => infrastructure.stop());
  if (infrastructure.sources.postgres === 'running')
    throw new LocalStackError('another nemesis is running here: wait for it');
  await proxies.before(infrastructure);
  rmSync(join(dataDir, 'stack'), { recursive: true, force: true });
  return infrastructure;
}

async function startServices(
  infrastructure: Infrastructure,
  proxies: Proxies,
  { onSelfExit: log, twoOfEach: two }: WorldOptions,
): Promise<Stack> {
  const simulatorPort = await freePort();
  const alipayplusUrl = await proxies.beforeAlipayplus(simulatorPort);
  return startStack({
    infrastructure,
    name: 'nemesis',
    dir: join(dataDir, 'stack'),
    replicas: two ? twoOfEach : replicas,
    env: settings(alipayplusUrl),
    nodeArgs,
    ports: { simulator: simulatorPort },
    databaseFor: (service, url) => proxies.through(`postgres:${service}`, url),
    redisFor: (service, url) => proxies.through(`redis:${service}`, url),
    kafkaFor: (service) => [proxies.kafkaAddress(service)],
    log,
  });
}

export interface WorldOptions {
  readonly say: Log;
  /** Told in one line when a process ends that nobody ended. */
  readonly onSelfExit: Log;
  /** Of every service. */
  readonly twoOfEach: boolean;
}

async function build(options: WorldOptions, stops: Stop[]): Promise<Omit<World, 'stop'>> {
  const proxies = new Proxies();
  stops.push(() => proxies.close());
  const { say } = options;
  const infrastructure = await startServers(say, proxies, stops);
  say('starting the services');
  const stack = await startServices(infrastructure, proxies, options);
  stops.push(() => stack.stop());
  return { infrastructure, proxies, ...reach(stack, stops) };
}

/** Starts all, with empty data. What was started is stopped when it fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const stops: Stop[] = [];
  const stop = (): Promise<void> => stopAll(stops.splice(0));
  rmSync(clockDir, { recursive: true, force: true });
  mkdirSync(clockDir, { recursive: true });
  try {
    return { ...(await build(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
