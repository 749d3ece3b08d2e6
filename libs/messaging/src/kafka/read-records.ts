import { randomUUID } from 'node:crypto';
import type { Kafka, KafkaMessage } from 'kafkajs';
import { DependencyFault } from '@wallet/service';
import { readerGroupsOf } from './group-ids';

const patienceMs = 15_000;

/** Offsets of a partition: the oldest that it has, and the next that it will give. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of the one partition of a topic. Throws DependencyFault. */
export async function rangeOf(kafka: Kafka, topic: string): Promise<Range> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const [partition] = await admin.fetchTopicOffsets(topic);
    return { low: Number(partition?.low ?? 0), high: Number(partition?.high ?? 0) };
  } catch (error) {
    throw new DependencyFault('Kafka', error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/**
 * Gives `take` the records of a topic with one partition, from `low` up to `high`, by a group of its own that commits
 * nothing. Throws DependencyFault, also when that takes longer than 15 s.
 */
export async function readRecords(
  kafka: Kafka,
  topic: string,
  { low, high }: Range,
  take: (record: KafkaMessage) => void,
): Promise<void> {
  if (low >= high) return;
  const consumer = kafka.consumer({
    groupId: readerGroupsOf(topic) + randomUUID(),
    maxWaitTimeInMs: 100,
    allowAutoTopicCreation: false,
  });
  consumer.on(consumer.events.GROUP_JOIN, () => consumer.seek({ topic, partition: 0, offset: String(low) }));
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${topic} was not read within 15 s`)), patienceMs);
      const receive = (record: KafkaMessage): void => {
        const offset = Number(record.offset);
        if (offset >= low && offset < high) take(record);
        if (offset < high - 1) return;
        clearTimeout(late);
        resolve();
      };
      consumer
        .run({ autoCommit: false, eachMessage: ({ message }) => Promise.resolve(receive(message)) })
        .catch(reject);
    });
  } catch (error) {
    throw new DependencyFault('Kafka', error);
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}
