import type { Admin, Kafka } from 'kafkajs';
import type { Topic } from '@wallet/contracts';
import { DependencyFault, type Logger } from '@wallet/service';
import { mendTopics } from './mend-topics';
import {
  cleanLeaders,
  replicationOn,
  wantedTopics,
  type TopicSettings,
  type TopicShape,
  type WantedTopic,
} from './topic-configuration';

export interface TopicsOptions extends TopicSettings {
  /** As a check in which a missing topic is only named. */
  readonly isDryRun?: boolean;
  /** Makes the partitions that are missing: the records of a key may go to another one then. */
  readonly repartition?: boolean;
  readonly brokers: readonly string[];
  readonly logger: Logger;
}

/**
 * Creates what is missing and waits until every partition has a leader that serves it: nobody meets a half-made topic.
 * What was there already and is configured otherwise is mended, or only named by a check. Resolves with the topics as they
 * are now; rejects with DependencyFault when a check misses one.
 */
export async function ensureTopics(
  kafka: Kafka,
  topics: readonly Topic<unknown>[],
  deadLetterTopics: readonly string[],
  options: TopicsOptions,
): Promise<Map<string, TopicShape>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const brokerIds = (await admin.describeCluster()).brokers.map(({ nodeId }) => nodeId);
    const replication = replicationOn(brokerIds.length, options);
    const said = { brokers: brokerIds.length, replicas: replication.factor, minInSync: replication.minInSync };
    const isMeant = replication.minInSync > 1 || options.minInSyncReplicas !== undefined;
    options.logger[isMeant ? 'info' : 'warn'](said, 'replicas of the topics that are created');
    const wanted = wantedTopics(topics, deadLetterTopics, options.partitions, replication);
    const existing = new Set(await admin.listTopics());
    const isMissing = ({ name }: WantedTopic): boolean => !existing.has(options.topicPrefix + name);
    const missing = wanted.filter(isMissing);
    if (missing.length > 0) await provide(admin, missing, options);
    const there = options.isDryRun ? wanted.filter((topic) => !isMissing(topic)) : wanted;
    if (there.length === 0) return new Map();
    await awaitLeaders(
      admin,
      there.map(({ name }) => options.topicPrefix + name),
    );
    return await mendTopics(admin, there, { ...options, brokerIds });
  } finally {
    await admin.disconnect();
  }
}

async function provide(admin: Admin, missing: readonly WantedTopic[], options: TopicsOptions): Promise<void> {
  const names = missing.map(({ name }) => options.topicPrefix + name);
  if (options.isDryRun) return names.forEach((topic) => options.logger.info({ topic }, 'would be created'));
  if (options.mode === 'check')
    throw new DependencyFault('Kafka', `${names.join(', ')} missing: run dist/topics.js, or set KAFKA_TOPICS=create`);
  await createMissing(admin, missing, options.topicPrefix);
  await awaitLeaders(admin, names);
  for (const topic of names) {
    await awaitService(admin, topic);
    options.logger.info({ topic }, 'created');
  }
}

/** Another process may create the same topics at the same moment; the leaders are awaited either way. */
async function createMissing(admin: Admin, wanted: readonly WantedTopic[], topicPrefix: string): Promise<void> {
  const topics = wanted.map(({ name, partitions, replication, config }) => ({
    topic: topicPrefix + name,
    numPartitions: partitions,
    replicationFactor: replication.factor,
    configEntries: Object.entries({ ...config, ...cleanLeaders }).map(([entry, value]) => ({
      name: entry,
      value: String(value),
    })),
  }));
  await admin.createTopics({ topics, waitForLeaders: false }).catch((error: unknown) => {
    if (!/already exists/i.test(String(error)) && !JSON.stringify(error).includes('TOPIC_ALREADY_EXISTS')) throw error;
  });
}

async function awaitLeaders(admin: Admin, topics: string[]): Promise<void> {
  const areLed = (): Promise<boolean> =>
    admin
      .fetchTopicMetadata({ topics })
      .then(({ topics: found }) => found.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)));
  await until(areLed, `Kafka gave no leader to ${topics.join(', ')}`);
}

/** The metadata may name a broker as leader that does not know it yet and refuses records. */
async function awaitService(admin: Admin, topic: string): Promise<void> {
  await until(() => admin.fetchTopicOffsets(topic).then(() => true), `Kafka does not serve ${topic}`);
}

async function until(isSo: () => Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${otherwise} within 30 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
