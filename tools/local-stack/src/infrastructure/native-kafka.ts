import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalStackError, reasonOf } from '../basics/local-stack-error';
import { freePort } from '../processes/ports';
import { checkKafka } from './server-checks';
import type { Downloads } from './downloads';
import type { KafkaListener } from './infrastructure';
import type { NativePlan } from './native-server';
import { authorizerProperties, secureName, secureProperties, type SecureListener } from './secure-listener';

const run = promisify(execFile);

interface Ports {
  readonly broker: number;
  readonly controller: number;
  readonly further: readonly KafkaListener[];
  readonly secure: SecureListener | undefined;
}

/** What a broker of several is told of them all. */
export interface ClusterNode {
  readonly id: number;
  readonly clusterId: string;
  /** Of the controllers, by id from 1 on. */
  readonly controllerPorts: readonly number[];
}

function properties(dir: string, ports: Ports, node: ClusterNode): string {
  const replicas = Math.min(3, node.controllerPorts.length);
  const clients = [
    { name: 'PLAINTEXT', port: ports.broker, advertisedPort: ports.broker },
    ...ports.further.map((listener, index) => ({ name: `PROXIED${index + 1}`, ...listener })),
    ...(ports.secure ? [{ name: secureName, port: ports.secure.port, advertisedPort: ports.secure.port }] : []),
  ];
  const controller = { name: 'CONTROLLER', port: ports.controller };
  const at = (name: string, port: number): string => `${name}://127.0.0.1:${port}`;
  const all = [...clients, controller];
  const values = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': node.controllerPorts.map((port, index) => `${index + 1}@127.0.0.1:${port}`).join(),
    listeners: all.map(({ name, port }) => at(name, port)).join(','),
    'advertised.listeners': clients.map(({ name, advertisedPort }) => at(name, advertisedPort)).join(','),
    'controller.listener.names': controller.name,
    'listener.security.protocol.map': all
      .map(({ name }) => `${name}:${name === secureName ? 'SASL_SSL' : 'PLAINTEXT'}`)
      .join(','),
    ...(ports.secure && secureProperties(ports.secure)),
    ...(ports.secure?.authorizes && authorizerProperties),
    'log.dirs': dir,
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': 1,
    'broker.heartbeat.interval.ms': 1000,
    'broker.session.timeout.ms': 3000,
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** Formats the data folder once; a format that was cut off leaves nothing that looks finished. */
async function format(classPath: string, dir: string, ports: Ports, node: ClusterNode): Promise<void> {
  if (existsSync(dir)) return;
  const partial = `${dir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const file = `${dir}.format.properties`;
  writeFileSync(file, properties(partial, ports, node));
  // In one word: an id that begins with a dash would be read as an option.
  const args = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', `--cluster-id=${node.clusterId}`, '-c', file];
  await run('java', args).catch((error: unknown) => {
    throw new LocalStackError(`Kafka could not format ${dir}: ${reasonOf(error)}`);
  });
  rmSync(file);
  renameSync(partial, dir);
}

/** A broker that serves one machine for minutes or hours: half of its time on the processor went into compiling itself. */
const javaOptions = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xms128m', '-Xmx384m'];

export interface NativeKafka {
  readonly brokers: readonly string[];
  readonly plan: NativePlan;
}

export interface KafkaExtras {
  readonly further?: readonly KafkaListener[] | undefined;
  readonly secure?: SecureListener;
  /** Default: a cluster of one. */
  readonly node?: ClusterNode;
}

export const newClusterId = (): string => randomBytes(16).toString('base64url');

const alone = (controllerPort: number): ClusterNode => ({
  id: 1,
  clusterId: newClusterId(),
  controllerPorts: [controllerPort],
});

export async function planKafka(
  dataDir: string,
  downloads: () => Promise<Downloads>,
  { further = [], secure, node: given }: KafkaExtras = {},
): Promise<NativeKafka> {
  const { kafkaLibs } = await downloads();
  const classPath = `${kafkaLibs}/*`;
  const node = given ?? alone(await freePort());
  const controller = node.controllerPorts[node.id - 1] ?? 0;
  const ports = { broker: await freePort(), controller, further, secure };
  const dir = join(dataDir, 'kafka');
  await format(classPath, dir, ports, node);
  const file = join(dataDir, 'kafka.properties');
  writeFileSync(file, properties(dir, ports, node));
  const brokers = [`127.0.0.1:${ports.broker}`];
  const args = [...javaOptions, '-Dlog4j2.level=WARN', '-cp', classPath, 'kafka.Kafka', file];
  const plan: NativePlan = {
    name: 'kafka',
    command: { command: 'java', args, env: process.env, cwd: dir, logFile: join(dataDir, 'logs/kafka.log') },
    stopSignal: 'SIGTERM',
    check: () => checkKafka(brokers),
  };
  return { brokers, plan };
}
