import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LocalStackError } from '../basics/local-stack-error';
import { lock } from '../processes/lock';
import { isAlive } from '../processes/process-table';
import { makeWritable } from './data-folder';
import { findEngine } from './docker-engine';
import { type Downloads, ensureDownloads } from './downloads';
import type { Infrastructure, InfrastructureOptions, ServerName } from './infrastructure';
import { planKafka } from './native-kafka';
import { planPostgres } from './native-postgres';
import { planRedis } from './native-redis';
import { type Need, type Resolved, check, foreignServer, resolveServer, variables } from './resolve-server';
import { type State, StateFile, clearState, readState } from './state-file';

type Servers = Readonly<Record<ServerName, Resolved>>;

function infrastructureOf({ postgres, redis, kafka }: Servers, stop: () => Promise<void>): Infrastructure {
  return {
    databaseUrl: postgres.address,
    redisUrl: redis.address,
    kafkaBrokers: kafka.address.split(','),
    sources: { postgres: postgres.server.source, redis: redis.server.source, kafka: kafka.server.source },
    postgres: postgres.server,
    redis: redis.server,
    kafka: kafka.server,
    stop,
  };
}

/** What another process keeps running in this folder, if all of it answers. */
async function running(state: State): Promise<Infrastructure | undefined> {
  if (!state.addresses || !isAlive(state.starter)) return undefined;
  const { databaseUrl, redisUrl, kafkaBrokers } = state.addresses;
  const addresses = { postgres: databaseUrl, redis: redisUrl, kafka: kafkaBrokers.join(',') };
  try {
    await Promise.all(Object.entries(addresses).map(([name, address]) => check(name as ServerName, address)));
  } catch {
    throw new LocalStackError(
      `process ${state.starter.pid} runs the servers in this folder, but not all of them answer: wait, or end it, or run: npm run reset`,
    );
  }
  const of = (name: ServerName): Resolved => ({ address: addresses[name], server: foreignServer(name, 'running') });
  return infrastructureOf({ postgres: of('postgres'), redis: of('redis'), kafka: of('kafka') }, () =>
    Promise.resolve(),
  );
}

function plans(dataDir: string, options: InfrastructureOptions): Readonly<Record<ServerName, Need['plan']>> {
  let fetched: Promise<Downloads> | undefined;
  const downloads = (): Promise<Downloads> => (fetched ??= ensureDownloads(options.log));
  return {
    postgres: async () => {
      const { url, plan } = await planPostgres(dataDir, options.fresh ?? false);
      return { address: url, plan, what: 'from npm' };
    },
    redis: async () => {
      const { url, plan, why } = await planRedis(dataDir, downloads);
      return { address: url, plan, what: why };
    },
    kafka: async () => {
      const { brokers, plan } = await planKafka(dataDir, downloads, { further: options.kafkaListeners });
      return { address: brokers.join(','), plan, what: 'from Maven Central' };
    },
  };
}

async function stopAll(servers: readonly Resolved[], state: StateFile): Promise<void> {
  await Promise.all(servers.filter(({ server }) => server.source !== 'environment').map(({ server }) => server.stop()));
  state.remove();
}

async function startServers(dataDir: string, options: InfrastructureOptions): Promise<Infrastructure> {
  const native = options.sources === 'native';
  const engine = native ? Promise.resolve('a native server was asked for') : findEngine();
  const state = new StateFile(dataDir);
  const plan = plans(dataDir, options);
  if (options.fresh)
    for (const name of ['redis', 'kafka']) rmSync(join(dataDir, name), { recursive: true, force: true });
  const need = (name: ServerName): Need => {
    const given = native ? undefined : process.env[variables[name]] || undefined;
    return { name, given, engine, plan: plan[name], state, log: options.log };
  };
  const results = await Promise.allSettled([need('postgres'), need('redis'), need('kafka')].map(resolveServer));
  const started = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  const failed = results.find((result) => result.status === 'rejected');
  const [postgres, redis, kafka] = started;
  if (failed || !postgres || !redis || !kafka) {
    await stopAll(started, state);
    throw failed?.reason;
  }
  let stopped: Promise<void> | undefined;
  const infrastructure = infrastructureOf({ postgres, redis, kafka }, () => (stopped ??= stopAll(started, state)));
  const { databaseUrl, redisUrl, kafkaBrokers } = infrastructure;
  state.ready({ databaseUrl, redisUrl, kafkaBrokers });
  return infrastructure;
}

/**
 * Postgres, Redis and Kafka, each from the first that is there: the address in the environment, a Docker engine, a native
 * server. Says in one line each which it took and why. What it started ends at `stop()` and at the latest with this process.
 * @throws LocalStackError with what to do, after stopping what had been started.
 */
export async function startInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const dataDir = resolve(options.dataDir);
  makeWritable(dataDir);
  const held = await lock(join(dataDir, 'infrastructure.lock'), ({ pid }) =>
    options.log(`waiting for process ${pid}, which starts the servers`),
  );
  try {
    const state = readState(dataDir);
    const reused = state && (await running(state));
    if (reused) {
      options.log(`postgres, redis, kafka: those that process ${state.starter.pid} runs in ${dataDir}`);
      return reused;
    }
    if (state) await clearState(dataDir, state);
    return await startServers(dataDir, options);
  } finally {
    held.release();
  }
}
