import { ConfigResourceTypes, ConfigSource, type Admin } from 'kafkajs';
import { errorMessage, type Logger } from '@wallet/service';
import { configNames, type TopicMode, type TopicShape, type WantedTopic } from './topic-configuration';
import { configCommand, driftOf, partitionsCommand, replicasCommand, type FoundTopic } from './topic-drift';

interface Cluster {
  readonly brokers: readonly string[];
  readonly brokerIds: readonly number[];
  readonly topicPrefix: string;
  readonly mode?: TopicMode | undefined;
  readonly isDryRun?: boolean;
  readonly repartition?: boolean;
  readonly logger: Logger;
}

const onlyLooks = ({ mode, isDryRun }: Cluster): boolean => mode === 'check' || isDryRun === true;

interface Described extends FoundTopic {
  /** All that was ever set for this topic: an alteration replaces the whole. */
  readonly own: readonly { readonly name: string; readonly value: string }[];
}

/**
 * Alters the topics whose configuration is less than what is wanted, and names in the log, with the command that mends it,
 * what cannot be altered or is more than wanted. Resolves with the shapes of all, by name without the prefix.
 */
export async function mendTopics(
  admin: Admin,
  wanted: readonly WantedTopic[],
  cluster: Cluster,
): Promise<Map<string, TopicShape>> {
  const found = await describe(admin, wanted, cluster.topicPrefix).catch((error: unknown) => {
    cluster.logger.warn({ error: errorMessage(error) }, 'the configuration of the topics cannot be read');
    return new Map<string, Described>();
  });
  const shapes = new Map<string, TopicShape>();
  for (const topic of wanted) {
    const described = found.get(topic.name);
    const wantedBytes = topic.config['max.message.bytes'];
    const bytes = described ? await mend(admin, topic, described, cluster) : wantedBytes;
    const partitions = described?.replicas.length ?? topic.partitions;
    shapes.set(topic.name, { partitions, maxBatchBytes: Math.min(bytes, wantedBytes) });
  }
  return shapes;
}

/** Resolves with the topic's `max.message.bytes`. */
async function mend(admin: Admin, topic: WantedTopic, found: Described, cluster: Cluster): Promise<number> {
  const { brokers, logger } = cluster;
  const name = cluster.topicPrefix + topic.name;
  const { raise, exceeding } = driftOf(topic, found);
  await mendPartitions(admin, topic, found, cluster);
  tellOfReplicas(topic, found, cluster);
  if (Object.keys(exceeding).length > 0) {
    const mended = configCommand(brokers, name, exceeding);
    logger.warn({ topic: name, mend: mended }, 'a topic is given more than is wanted, it stays so');
  }
  const current = found.config['max.message.bytes'];
  if (Object.keys(raise).length === 0) return current;
  if (onlyLooks(cluster)) {
    const line = { topic: name, mend: configCommand(brokers, name, raise) };
    logger.warn(line, 'the configuration of a topic is less than what is wanted');
    return current;
  }
  try {
    await alter(admin, name, found.own, raise);
    logger.info({ topic: name, ...raise }, 'the configuration of a topic was altered');
    return raise['max.message.bytes'] ?? current;
  } catch (error) {
    const line = { topic: name, error: errorMessage(error), mend: configCommand(brokers, name, raise) };
    logger.error(line, 'the configuration of a topic is not what is wanted, and cannot be altered');
    return current;
  }
}

/** More partitions change where the records of a key go: they are made when that was asked for. */
async function mendPartitions(
  admin: Admin,
  { name, partitions }: WantedTopic,
  { replicas }: Described,
  cluster: Cluster,
): Promise<void> {
  const topic = cluster.topicPrefix + name;
  if (replicas.length >= partitions) return;
  const line = { topic, partitions: replicas.length };
  if (!cluster.repartition || onlyLooks(cluster)) {
    const mend = partitionsCommand(cluster.brokers, topic, partitions);
    return cluster.logger.warn({ ...line, mend }, 'a topic has fewer partitions than wanted');
  }
  await admin.createPartitions({ topicPartitions: [{ topic, count: partitions }] });
  cluster.logger.info({ topic, partitions }, 'a topic has more partitions now');
}

/** They are not altered: more replicas move all data. */
function tellOfReplicas({ name, replication }: WantedTopic, found: Described, cluster: Cluster): void {
  const { brokers, brokerIds, topicPrefix, logger } = cluster;
  const topic = topicPrefix + name;
  const replicas = Math.min(...found.replicas.map(({ length }) => length));
  if (replicas < Math.min(replication.factor, brokerIds.length)) {
    const mend = replicasCommand(brokers, topic, { ...found, factor: replication.factor, brokerIds });
    logger.warn({ topic, replicas, mend }, 'a topic has fewer replicas than wanted');
  }
}

async function describe(admin: Admin, wanted: readonly WantedTopic[], prefix: string): Promise<Map<string, Described>> {
  const topics = wanted.map(({ name }) => prefix + name);
  const [{ topics: metadata }, { resources }] = await Promise.all([
    admin.fetchTopicMetadata({ topics }),
    admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
    }),
  ]);
  const partitionsOf = new Map(metadata.map(({ name, partitions }) => [name, partitions]));
  const described = resources.map(({ resourceName, configEntries }) => {
    const values = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]));
    const partitions = [...(partitionsOf.get(resourceName) ?? [])].sort((a, b) => a.partitionId - b.partitionId);
    const own = configEntries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
    const found: Described = {
      replicas: partitions.map(({ replicas }) => replicas),
      config: configOf(values),
      own: own.map(({ configName, configValue }) => ({ name: configName, value: configValue })),
    };
    return [resourceName.slice(prefix.length), found] as const;
  });
  return new Map(described);
}

const configOf = (values: ReadonlyMap<string, string>): Described['config'] =>
  Object.fromEntries(configNames.map((name) => [name, Number(values.get(name))])) as Described['config'];

async function alter(admin: Admin, name: string, own: Described['own'], raise: object): Promise<void> {
  const raised = Object.entries(raise).map(([entry, value]) => ({ name: entry, value: String(value) }));
  const kept = own.filter((entry) => !(entry.name in raise));
  const resource = { type: ConfigResourceTypes.TOPIC, name, configEntries: [...kept, ...raised] };
  await admin.alterConfigs({ validateOnly: false, resources: [resource] });
}
