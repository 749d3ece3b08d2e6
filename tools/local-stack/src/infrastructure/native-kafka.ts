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
import { secureName, secureProperties, type SecureListener } from './secure-listener';

const run = promisify(execFile);

interface Ports {
  readonly broker: number;
  readonly controller: number;
  readonly further: readonly KafkaListener[];
  readonly secure: SecureListener | undefined;
}

function properties(dir: string, ports: Ports): string {
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
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: all.map(({ name, port }) => at(name, port)).join(','),
    'advertised.listeners': clients.map(({ name, advertisedPort }) => at(name, advertisedPort)).join(','),
    'controller.listener.names': controller.name,
    'listener.security.protocol.map': all
      .map(({ name }) => `${name}:${name === secureName ? 'SASL_SSL' : 'PLAINTEXT'}`)
      .join(','),
    ...(ports.secure && secureProperties(ports.secure)),
    'log.dirs': dir,
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'broker.heartbeat.interval.ms': 1000,
    'broker.session.timeout.ms': 3000,
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** Formats the data folder once; a format that was cut off leaves nothing that looks finished. */
async function format(classPath: string, dir: string, ports: Ports): Promise<void> {
  if (existsSync(dir)) return;
  const partial = `${dir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const file = `${dir}.format.properties`;
  writeFileSync(file, properties(partial, ports));
  const clusterId = randomBytes(16).toString('base64url');
  // In one word: an id that begins with a dash would be read as an option.
  const args = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', file];
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

export async function planKafka(
  dataDir: string,
  downloads: () => Promise<Downloads>,
  { further = [], secure }: { further?: readonly KafkaListener[] | undefined; secure?: SecureListener } = {},
): Promise<NativeKafka> {
  const { kafkaLibs } = await downloads();
  const classPath = `${kafkaLibs}/*`;
  const ports = { broker: await freePort(), controller: await freePort(), further, secure };
  const dir = join(dataDir, 'kafka');
  await format(classPath, dir, ports);
  const file = join(dataDir, 'kafka.properties');
  writeFileSync(file, properties(dir, ports));
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
