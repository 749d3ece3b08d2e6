import { servicesWith, type Stack } from '@wallet/local-stack';
import { Kafka, logLevel, type Admin } from 'kafkajs';

/** Each has an operator endpoint, for its dead letters. */
const consumers = servicesWith('OPERATOR_PORT');

async function withAdmin<T>({ kafkaBrokers }: Stack, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: [...kafkaBrokers], logLevel: logLevel.NOTHING, retry: { retries: 3 } }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

async function lagOf(admin: Admin, groupId: string): Promise<number> {
  let lag = 0;
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId })) {
    const ends = await admin.fetchTopicOffsets(topic);
    for (const { partition, offset } of partitions) {
      const end = ends.find((each) => each.partition === partition)?.high ?? '0';
      lag += Math.max(0, Number(end) - Math.max(0, Number(offset)));
    }
  }
  return lag;
}

/** Records that the services have not finished, of topics in which they have finished one. */
export function consumerLag(stack: Stack): Promise<number> {
  return withAdmin(stack, async (admin) => {
    const lags = await Promise.all(consumers.map((service) => lagOf(admin, stack.topicPrefix + service)));
    return lags.reduce((sum, lag) => sum + lag, 0);
  });
}

/** I15: records that were given up; the load has no bad ones. */
export function deadLetters(stack: Stack): Promise<string[]> {
  return withAdmin(stack, async (admin) => {
    const all = await admin.listTopics();
    const mine = all.filter((name) => name.startsWith(stack.topicPrefix) && name.includes('dead-letter'));
    const counts = await Promise.all(
      mine.map(async (topic) => ({
        topic,
        count: (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0),
      })),
    );
    return counts.filter(({ count }) => count > 0).map(({ topic, count }) => `I15: ${count} dead letters in ${topic}`);
  });
}
