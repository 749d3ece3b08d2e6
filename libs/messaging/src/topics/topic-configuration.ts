import type { Topic, TopicKind } from '@wallet/contracts';
import { ConfigError } from '@wallet/service';
import { maxRecordBytes } from './topics';

const minutes = 60_000;

/** How long the broker keeps records: nothing here is the truth, Postgres is. */
const retentionMs: Record<TopicKind, number> = {
  command: 60 * minutes,
  answer: 10 * minutes,
  fact: 7 * 24 * 60 * minutes,
};
const deadLetterRetentionMs = 30 * 24 * 60 * minutes;

/** `create`: what is missing is created and what has less than is wanted altered. `check`: nothing is, a missing topic is a fault. */
export type TopicMode = 'create' | 'check';

export interface TopicSettings {
  /** Default: `create`. */
  readonly mode?: TopicMode | undefined;
  readonly topicPrefix: string;
  readonly partitions: number;
  /** Default: 3, or as many as there are brokers. */
  readonly replicationFactor?: number | undefined;
  /** Default: one less than the replicas, 2 at most and 1 at least. */
  readonly minInSyncReplicas?: number | undefined;
}

/** Of a service's configuration. */
export const topicSettings = (config: {
  readonly KAFKA_TOPICS?: TopicMode | undefined;
  readonly KAFKA_TOPIC_PREFIX: string;
  readonly KAFKA_PARTITIONS: number;
  readonly KAFKA_REPLICATION_FACTOR?: number | undefined;
  readonly KAFKA_MIN_INSYNC_REPLICAS?: number | undefined;
}): TopicSettings => ({
  mode: config.KAFKA_TOPICS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
  partitions: config.KAFKA_PARTITIONS,
  replicationFactor: config.KAFKA_REPLICATION_FACTOR,
  minInSyncReplicas: config.KAFKA_MIN_INSYNC_REPLICAS,
});

/** What the cluster says of a topic. */
export interface TopicShape {
  readonly partitions: number;
  /** Its `max.message.bytes`: bounds the batch of a partition, not a record. */
  readonly maxBatchBytes: number;
}

export interface Replication {
  readonly factor: number;
  readonly minInSync: number;
}

export interface WantedTopic {
  /** Without the site's prefix. */
  readonly name: string;
  readonly partitions: number;
  readonly replication: Replication;
  readonly config: Readonly<Record<ConfigName, number>>;
}

/** Said where a topic is created, so that no record that was acknowledged is lost to a broker that was behind. */
export const cleanLeaders = { 'unclean.leader.election.enable': false } as const;

export const configNames = ['max.message.bytes', 'min.insync.replicas', 'retention.ms'] as const;
export type ConfigName = (typeof configNames)[number];

/** Throws ConfigError when no write could ever have its replicas. */
export function replicationOn(brokers: number, settings: TopicSettings): Replication {
  const factor = settings.replicationFactor ?? Math.min(3, brokers);
  const minInSync = settings.minInSyncReplicas ?? Math.max(1, Math.min(2, factor - 1));
  if (minInSync > factor) {
    throw new ConfigError(`KAFKA_MIN_INSYNC_REPLICAS must be ${factor} or less, the number of replicas`);
  }
  return { factor, minInSync };
}

export function wantedTopics(
  topics: readonly Topic<unknown>[],
  deadLetterTopics: readonly string[],
  partitions: number,
  replication: Replication,
): WantedTopic[] {
  const wanted = (name: string, count: number, retention: number, maxBytes: number): WantedTopic => ({
    name,
    partitions: count,
    replication,
    config: {
      'max.message.bytes': maxBytes + 64 * 1024,
      'min.insync.replicas': replication.minInSync,
      'retention.ms': retention,
    },
  });
  return [
    ...topics.map(({ name, kind }) => wanted(name, partitions, retentionMs[kind], maxRecordBytes)),
    ...deadLetterTopics.map((name) => wanted(name, 1, deadLetterRetentionMs, 2 * maxRecordBytes)),
  ];
}
