import { Kafka, logLevel, Partitioners, type Consumer, type Producer } from 'kafkajs';

interface Sent {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

const answerTimeoutMs = 8_000;
const value = 'x'.repeat(600); // a command of ours has about this size

/**
 * Request and answer through two topics of one partition and nothing else: kafkajs at both ends in this process, an idempotent
 * producer, acks=-1. While a send is in flight, what arrives waits for the next, as in libs/messaging.
 */
export class KafkaEcho {
  private readonly waiters = new Map<string, () => void>();
  private waiting: Sent[] = [];
  private isSending = false;
  private asked = 0;

  private constructor(
    private readonly topics: { readonly request: string; readonly answer: string },
    private readonly producer: Producer,
    private readonly consumers: readonly Consumer[],
    private readonly removeTopics: () => Promise<void>,
  ) {}

  static async start(brokers: readonly string[]): Promise<KafkaEcho> {
    const kafka = new Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const name = `bench-echo-${Date.now()}`;
    const topics = { request: `${name}.request`, answer: `${name}.answer` };
    const all = Object.values(topics);
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: all.map((topic) => ({ topic, numPartitions: 1 })), waitForLeaders: true });
    const removeTopics = async (): Promise<void> => {
      await admin.deleteTopics({ topics: all });
      await admin.disconnect();
    };
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    const consumers = all.map((topic) => kafka.consumer({ groupId: topic, maxWaitTimeInMs: 1_000 }));
    const echo = new KafkaEcho(topics, producer, consumers, removeTopics);
    await producer.connect();
    await Promise.all(consumers.map((consumer, index) => echo.consume(consumer, all[index] ?? '')));
    await echo.ask();
    return echo;
  }

  /** Resolves when the answer is there. */
  ask(): Promise<void> {
    const key = String(++this.asked);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer through Kafka')), answerTimeoutMs);
      this.waiters.set(key, () => {
        clearTimeout(timer);
        resolve();
      });
      this.send({ topic: this.topics.request, key, value });
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.disconnect()));
    await this.producer.disconnect();
    await this.removeTopics();
  }

  private async consume(consumer: Consumer, topic: string): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      eachBatch: ({ batch }) => {
        for (const { key } of batch.messages) this.receive(topic, String(key));
        return Promise.resolve();
      },
    });
  }

  private receive(topic: string, key: string): void {
    if (topic === this.topics.request) return this.send({ topic: this.topics.answer, key, value });
    this.waiters.get(key)?.();
    this.waiters.delete(key);
  }

  private send(record: Sent): void {
    this.waiting.push(record);
    if (!this.isSending) void this.drain();
  }

  /** A send that fails shows as a missing answer. */
  private async drain(): Promise<void> {
    this.isSending = true;
    while (this.waiting.length > 0) {
      const records = this.waiting;
      this.waiting = [];
      const topicMessages = Object.values(this.topics).map((topic) => ({
        topic,
        messages: records.filter((record) => record.topic === topic).map(({ key, value }) => ({ key, value })),
      }));
      const filled = topicMessages.filter(({ messages }) => messages.length > 0);
      await this.producer.sendBatch({ acks: -1, topicMessages: filled }).catch(() => undefined);
    }
    this.isSending = false;
  }
}
