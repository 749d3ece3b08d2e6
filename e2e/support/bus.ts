import { randomUUID } from 'node:crypto';
import type { Stack } from '@wallet/local-stack';
import { eventually } from '@wallet/testkit';
import { Kafka, logLevel, type Admin, type KafkaMessage } from 'kafkajs';

/** A record as the broker has it. */
export interface StoredRecord {
  readonly topic: string;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

type Place = `${string}/${number}`;

/** The topics of a stack by hand, as a stranger on the bus would use them. Names are without the stack's prefix. */
export class Bus {
  private readonly kafka: Kafka;

  constructor(private readonly stack: Stack) {
    this.kafka = new Kafka({ brokers: [...stack.kafkaBrokers], logLevel: logLevel.NOTHING });
  }

  async topics(): Promise<string[]> {
    const { topicPrefix } = this.stack;
    const names = await this.withAdmin((admin) => admin.listTopics());
    return names.filter((name) => name.startsWith(topicPrefix)).map((name) => name.slice(topicPrefix.length));
  }

  /** Sends to partition 0; resolves with the offset of each. */
  async send(topic: string, messages: readonly { key: string | null; value: string | null }[]): Promise<string[]> {
    const producer = this.kafka.producer();
    await producer.connect();
    try {
      const at0 = messages.map((message) => ({ ...message, partition: 0 }));
      const [sent] = await producer.send({ topic: this.stack.topicPrefix + topic, messages: at0 });
      return messages.map((_, index) => String(Number(sent?.baseOffset) + index));
    } finally {
      await producer.disconnect();
    }
  }

  /** Every record that these topics have now. */
  async read(topics: readonly string[]): Promise<StoredRecord[]> {
    const prefix = this.stack.topicPrefix;
    const names = topics.map((topic) => prefix + topic);
    const ends = await this.withAdmin((admin) => lastOffsets(admin, names));
    if (ends.size === 0) return [];
    const records: StoredRecord[] = [];
    const consumer = this.kafka.consumer({ groupId: `${prefix}reader-${randomUUID()}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topics: names, fromBeginning: true });
    try {
      await consumer.run({
        eachMessage: ({ topic, partition, message }) => {
          records.push({ ...stored(message), topic: topic.slice(prefix.length) });
          const place: Place = `${topic}/${partition}`;
          if (BigInt(message.offset) >= (ends.get(place) ?? 0n)) ends.delete(place);
          return Promise.resolve();
        },
      });
      await eventually(() => expect([...ends.keys()]).toEqual([]), { timeoutMs: 30_000 });
    } finally {
      await consumer.disconnect();
    }
    return records;
  }

  /** Resolves when these services have handled all that their topics have. */
  async drained(services: readonly string[]): Promise<void> {
    const prefix = this.stack.topicPrefix;
    await this.withAdmin(async (admin) => {
      for (const service of services) {
        await eventually(async () => expect(await unfinished(admin, prefix + service)).toEqual([]), {
          timeoutMs: 30_000,
        });
      }
    });
  }

  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

function stored({ offset, key, value, headers = {} }: KafkaMessage): Omit<StoredRecord, 'topic'> {
  const texts = Object.entries(headers).map(([name, text]): [string, string] => [name, String(text)]);
  return { offset, key, value, headers: Object.fromEntries(texts) };
}

/** The partitions that a group has not finished, of the topics that it reads. */
async function unfinished(admin: Admin, groupId: string): Promise<string[]> {
  const read = (await admin.fetchOffsets({ groupId })).map(({ topic }) => topic);
  const places: string[] = [];
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: read })) {
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, high]));
    for (const { partition, offset } of partitions) {
      if (offset.replace('-1', '0') !== ends.get(partition)) places.push(`${topic}/${partition}`);
    }
  }
  return places;
}

/** Of the partitions that hold records. */
async function lastOffsets(admin: Admin, topics: readonly string[]): Promise<Map<Place, bigint>> {
  const ends = new Map<Place, bigint>();
  for (const topic of topics) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (high !== low) ends.set(`${topic}/${partition}`, BigInt(high) - 1n);
    }
  }
  return ends;
}
