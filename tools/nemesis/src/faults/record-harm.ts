import { randomUUID } from 'node:crypto';
import type { Stack } from '@wallet/local-stack';
import { Kafka, logLevel, type Consumer, type EachMessagePayload, type Producer } from 'kafkajs';
import type { Harm } from './inflicted';

interface Bus {
  readonly consumer: Consumer;
  readonly producer: Producer;
}

/** A stranger on the bus who reads all topics of the stack but the dead letters. */
async function join({ kafkaBrokers, topicPrefix }: Stack, fromBeginning: boolean): Promise<Bus> {
  const kafka = new Kafka({ brokers: [...kafkaBrokers], logLevel: logLevel.NOTHING, retry: { retries: 3 } });
  const admin = kafka.admin();
  await admin.connect();
  const all = await admin.listTopics();
  await admin.disconnect();
  const topics = all.filter((name) => name.startsWith(topicPrefix) && !name.includes('dead-letter'));
  const producer = kafka.producer();
  await producer.connect();
  const consumer = kafka.consumer({ groupId: `stranger-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning });
  return { consumer, producer };
}

async function leave({ consumer, producer }: Bus): Promise<void> {
  await Promise.all([consumer.disconnect(), producer.disconnect()]);
}

async function sendAgain(producer: Producer, { topic, partition, message }: EachMessagePayload): Promise<string> {
  const { key, value } = message;
  const [sent] = await producer.send({ topic, messages: [{ key, value, partition }] });
  return `${topic}/${partition}/${sent?.baseOffset}`;
}

/** Every n-th record of each topic comes twice, until it is healed. */
export function duplicates(stack: Stack, every: number): Harm {
  const ours = new Set<string>();
  let seen = 0;
  let bus: Bus | undefined;
  return {
    inflict: async () => {
      const joined = (bus = await join(stack, false));
      await joined.consumer.run({
        eachMessage: async (record) => {
          const isOurs = ours.delete(`${record.topic}/${record.partition}/${record.message.offset}`);
          if (!isOurs && ++seen % every === 0) ours.add(await sendAgain(joined.producer, record).catch(() => ''));
        },
      });
    },
    heal: () => (bus ? leave(bus) : Promise.resolve()),
  };
}

/** Sends the oldest so many records of all topics again, as they were. */
export async function replay(stack: Stack, records: number): Promise<void> {
  const bus = await join(stack, true);
  const old: EachMessagePayload[] = [];
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 3_000);
    void bus.consumer.run({
      eachMessage: (record) => {
        if (old.push(record) === records) resolve();
        return Promise.resolve();
      },
    });
  });
  bus.consumer.pause([...new Set(old.map(({ topic }) => topic))].map((topic) => ({ topic })));
  for (const record of old.slice(0, records)) await sendAgain(bus.producer, record);
  await leave(bus);
}
