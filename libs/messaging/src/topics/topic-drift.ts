import { configNames, type ConfigName, type WantedTopic } from './topic-configuration';

/** A topic as the cluster has it. */
export interface FoundTopic {
  /** By partition: the ids of the brokers that hold it. */
  readonly replicas: readonly (readonly number[])[];
  readonly config: Readonly<Record<ConfigName, number>>;
}

export interface Drift {
  /** What can be mended without losing a record. */
  readonly raise: Partial<Record<ConfigName, number>>;
  /** What was given more than is wanted, perhaps on purpose. */
  readonly exceeding: Partial<Record<ConfigName, number>>;
}

/** A topic with too few replicas could not be written while a broker is away, if as many had to be in sync. */
export function driftOf(wanted: WantedTopic, found: FoundTopic): Drift {
  const replicas = Math.min(...found.replicas.map(({ length }) => length));
  const minInSync = wanted.config['min.insync.replicas'];
  const allowed = replicas < wanted.replication.factor ? Math.min(minInSync, Math.max(1, replicas - 1)) : minInSync;
  const target = { ...wanted.config, 'min.insync.replicas': allowed };
  const raise: Drift['raise'] = {};
  const exceeding: Drift['exceeding'] = {};
  for (const name of configNames) {
    const value = found.config[name];
    if (isForEver(name, value) || value > target[name]) exceeding[name] = target[name];
    else if (value < target[name]) raise[name] = target[name];
  }
  return { raise, exceeding };
}

const isForEver = (name: ConfigName, value: number): boolean => name === 'retention.ms' && value < 0;

const tool = (name: string, brokers: readonly string[]): string => `${name}.sh --bootstrap-server ${brokers.join(',')}`;

export function configCommand(brokers: readonly string[], topic: string, config: Drift['raise']): string {
  const values = Object.entries(config).map(([name, value]) => `${name}=${value}`);
  const alter = `--alter --entity-type topics --entity-name ${topic} --add-config ${values.join(',')}`;
  return `${tool('kafka-configs', brokers)} ${alter}`;
}

export const partitionsCommand = (brokers: readonly string[], topic: string, partitions: number): string =>
  `${tool('kafka-topics', brokers)} --alter --topic ${topic} --partitions ${partitions}`;

/** Keeps where the partitions are, and adds brokers in turn. */
export function replicasCommand(
  brokers: readonly string[],
  topic: string,
  { replicas, factor, brokerIds }: { replicas: FoundTopic['replicas']; factor: number; brokerIds: readonly number[] },
): string {
  const partitions = replicas.map((held, partition) => {
    const further = brokerIds.filter((id) => !held.includes(id));
    const added = further.map((_, index) => further[(index + partition) % further.length]);
    return { topic, partition, replicas: [...held, ...added].slice(0, Math.max(factor, held.length)) };
  });
  const file = 'reassignment.json';
  const json = JSON.stringify({ version: 1, partitions });
  const execute = `--reassignment-json-file ${file} --execute`;
  return `echo '${json}' > ${file} && ${tool('kafka-reassign-partitions', brokers)} ${execute}`;
}
