import type { Admin, ITopicConfig, Kafka } from 'kafkajs';
import type { Topic, TopicKind } from '@wallet/contracts';
import { maxRecordBytes } from './codec';

const minutes = 60_000;

/** How long the broker keeps records: nothing here is the truth, Postgres is. */
const retentionMs: Record<TopicKind, number> = {
  command: 60 * minutes,
  answer: 10 * minutes,
  fact: 7 * 24 * 60 * minutes,
};
const deadLetterRetentionMs = 30 * 24 * 60 * minutes;

export interface TopicSettings {
  readonly topicPrefix: string;
  readonly partitions: number;
}

/** Creates what is missing and waits until every partition has a leader that serves it: nobody meets a half-made topic. */
export async function ensureTopics(
  kafka: Kafka,
  topics: readonly Topic<unknown>[],
  deadLetterTopics: readonly string[],
  { topicPrefix, partitions }: TopicSettings,
): Promise<void> {
  const wanted: ITopicConfig[] = [
    ...topics.map(({ name, kind }) => topicConfig(topicPrefix + name, partitions, retentionMs[kind], maxRecordBytes)),
    ...deadLetterTopics.map((name) => topicConfig(topicPrefix + name, 1, deadLetterRetentionMs, 2 * maxRecordBytes)),
  ];
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = wanted.filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0) await createMissing(admin, missing);
    await awaitLeaders(
      admin,
      wanted.map(({ topic }) => topic),
    );
    for (const { topic } of missing) await awaitService(admin, topic);
  } finally {
    await admin.disconnect();
  }
}

function topicConfig(topic: string, numPartitions: number, retention: number, maxBytes: number): ITopicConfig {
  return {
    topic,
    numPartitions,
    configEntries: [
      { name: 'retention.ms', value: String(retention) },
      { name: 'max.message.bytes', value: String(maxBytes + 64 * 1024) },
    ],
  };
}

/** Another process may create the same topics at the same moment; the leaders are awaited either way. */
async function createMissing(admin: Admin, topics: ITopicConfig[]): Promise<void> {
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
