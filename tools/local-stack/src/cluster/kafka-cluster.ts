import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../basics/waiting';
import { ensureDownloads } from '../infrastructure/downloads';
import type { KafkaListener } from '../infrastructure/infrastructure';
import { newClusterId, planKafka } from '../infrastructure/native-kafka';
import { NativeServer } from '../infrastructure/native-server';
import { freePort } from '../processes/ports';

/** One broker, which is a controller too. Its address and its data stay the same over a stop and a start. */
export interface ClusterBroker {
  /** `host:port`. */
  readonly address: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Resolves when it answers. */
  start(): Promise<void>;
  /** SIGSTOP: its connections stay, and new ones are made, which nobody answers. */
  halt(): void;
  /** SIGCONT. */
  goOn(): void;
}

export interface KafkaCluster {
  readonly brokers: readonly ClusterBroker[];
  stop(): Promise<void>;
}

export interface KafkaClusterOptions {
  /** Empty or absent. */
  readonly dataDir: string;
  readonly count: number;
  /** Of the only broker. */
  readonly kafkaListeners?: readonly KafkaListener[];
  readonly log: Log;
}

/** Native brokers of its own, for trials that kill and halt them. */
export async function startKafkaCluster(options: KafkaClusterOptions): Promise<KafkaCluster> {
  const { dataDir, count, kafkaListeners, log } = options;
  const downloads = await ensureDownloads(log);
  const controllerPorts = await Promise.all(Array.from({ length: count }, freePort));
  const clusterId = newClusterId();
  const brokers = await Promise.all(
    controllerPorts.map(async (_, index) => {
      const dir = join(dataDir, String(index + 1));
      mkdirSync(dir, { recursive: true });
      const node = { id: index + 1, clusterId, controllerPorts };
      const { brokers: addresses, plan } = await planKafka(dir, () => Promise.resolve(downloads), {
        node,
        further: kafkaListeners,
      });
      return { address: addresses.join(), server: new NativeServer(plan, () => undefined, log) };
    }),
  );
  await Promise.all(brokers.map(({ server }) => server.start()));
  return {
    brokers: brokers.map(({ address, server }) => ({
      address,
      kill: () => server.kill(),
      start: () => server.start(),
      halt: () => server.signal('SIGSTOP'),
      goOn: () => server.signal('SIGCONT'),
    })),
    stop: async () => void (await Promise.all(brokers.map(({ server }) => server.kill()))),
  };
}
