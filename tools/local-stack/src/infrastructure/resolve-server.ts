import type { ContainerRuntimeClient } from 'testcontainers';
import { connectionFault } from '@wallet/service';
import { keepLog } from '../basics/keep-log';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';
import { type Log, withProgress } from '../basics/waiting';
import { checkKafka, checkPostgres, checkRedis } from './server-checks';
import { startContainer } from './docker-servers';
import type { Server, ServerName, Source } from './infrastructure';
import { NativeServer, type NativePlan } from './native-server';
import type { StateFile } from './state-file';

/** One server, however it was got. Kafka's address is its brokers, comma-separated. */
export interface Resolved {
  readonly address: string;
  readonly server: Server;
}

export interface Need {
  readonly name: ServerName;
  /** The value of the environment variable, when it counts. */
  readonly given: string | undefined;
  /** The Docker engine, or why it is not used. */
  readonly engine: Promise<ContainerRuntimeClient | string>;
  readonly plan: () => Promise<{ address: string; plan: NativePlan; what: string }>;
  readonly state: StateFile;
  readonly log: Log;
}

export const variables: Readonly<Record<ServerName, string>> = {
  postgres: 'DATABASE_URL',
  redis: 'REDIS_URL',
  kafka: 'KAFKA_BROKERS',
};

const checks: Readonly<Record<ServerName, (address: string) => Promise<void>>> = {
  postgres: checkPostgres,
  redis: checkRedis,
  kafka: (address) => checkKafka(address.split(',')),
};

/** Throws when the server at that address does not answer. */
export function check(name: ServerName, address: string): Promise<void> {
  return checks[name](address);
}

/** A server that is not ours to kill or to restart; a container of ours can be stopped. */
export function foreignServer(name: ServerName, source: Source, stop?: () => Promise<void>): Server {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new LocalStackError(
        `${name} (${source}) is no native server of this process: it cannot be killed, stopped or started here`,
      ),
    );
  return { source, kill: refuse, stop: stop ?? refuse, start: refuse };
}

function withoutSecrets(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//***@');
}

async function fromEnvironment({ name, log }: Need, address: string): Promise<Resolved> {
  const variable = variables[name];
  try {
    await check(name, address);
  } catch (error) {
    const words = connectionFault(error, { setting: variable, address });
    throw new LocalStackError(`${words}. Without ${variable} a server of its own is started`);
  }
  log(`${name}: ${withoutSecrets(address)}, because ${variable} is given`);
  return { address, server: foreignServer(name, 'environment') };
}

async function fromDocker({ name, log }: Need, engine: ContainerRuntimeClient): Promise<Resolved | string> {
  try {
    const { address, stop } = await startContainer(engine, name, log);
    log(`${name}: a container at ${withoutSecrets(address)}, because a Docker engine answers`);
    return { address, server: foreignServer(name, 'docker', stop) };
  } catch (error) {
    return `Docker answers but its container cannot start: ${reasonOf(error)}`;
  }
}

async function fromNative({ name, log, plan, state }: Need, why: string): Promise<Resolved> {
  const work = plan().then(async (planned) => {
    keepLog(planned.plan.command.logFile);
    const server = new NativeServer(planned.plan, (process) => state.started(name, process), log);
    await server.start().catch(async (error: unknown) => {
      await server.kill();
      throw error;
    });
    return { ...planned, server };
  });
  const { address, what, server } = await withProgress(log, `starting ${name}`, work);
  log(`${name}: a native server at ${withoutSecrets(address)} (${what}), because ${why}`);
  return { address, server };
}

/** The first that is there: the given address, Docker, native. */
export async function resolveServer(need: Need): Promise<Resolved> {
  if (need.given !== undefined) return fromEnvironment(need, need.given);
  const engine = await need.engine;
  if (typeof engine === 'string') return fromNative(need, engine);
  const container = await fromDocker(need, engine);
  return typeof container === 'string' ? fromNative(need, container) : container;
}
