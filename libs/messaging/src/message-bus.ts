import type { Kafka, Producer } from 'kafkajs';
import { answers, type Answer, type Topic } from '@wallet/contracts';
import { DependencyFault, errorMessage, metrics, traceIdOf, type Lifecycle, type Logger } from '@wallet/service';
import { encode, type OutgoingRecord, type Passage } from './codec';
import { ensureTopics, type TopicSettings } from './ensure-topics';
import { createKafka, createProducer } from './kafka-client';
import type { Answers, Forwarding, Message } from './message';
import { NaturalBatch } from './natural-batch';
import { deadLetterTopic, topics } from './topics';

export interface MessageBusOptions extends TopicSettings {
  readonly brokers: string[];
  /** The service's name; its dead letter topic is `<service>.record.dead-letter.v1`. */
  readonly clientId: string;
  readonly logger: Logger;
}

const maxRecordsPerRequest = 500;
const lostSends = metrics.counter('messaging_lost_sends_total', 'Answers and forwards that Kafka did not take', [
  'topic',
]);

/** Sends to Kafka: acks=-1, idempotent, naturally batched; one request carries all topics that wait. */
export class MessageBus implements Lifecycle, Answers, Forwarding {
  readonly name = 'kafka producer';
  private readonly kafka: Kafka;
  private readonly batch = new NaturalBatch<OutgoingRecord>((records) => this.send(records), maxRecordsPerRequest);
  private producer: Producer | undefined;

  constructor(private readonly options: MessageBusOptions) {
    this.kafka = createKafka(options);
  }

  async start(): Promise<void> {
    await ensureTopics(this.kafka, topics, [deadLetterTopic(this.options.clientId)], this.options);
    await this.connected();
  }

  async stop(): Promise<void> {
    await this.batch.idle();
    await this.producer?.disconnect();
  }

  /** Resolves when every in-sync replica has the records; rejects with DependencyFault when Kafka did not take them. */
  publish(records: readonly OutgoingRecord[]): Promise<void> {
    return this.batch.add(records);
  }

  answer(message: Message<unknown>, answer: Answer): Promise<void> {
    if (!message.replyTo) return Promise.resolve();
    this.sendBestEffort(answers, answer, {
      correlationId: message.correlationId,
      traceparent: message.traceparent,
      deadline: message.deadline,
    });
    return Promise.resolve();
  }

  forward<Payload>(message: Message<unknown>, topic: Topic<Payload>, payload: Payload): Promise<void> {
    const { correlationId, traceparent, deadline, replyTo } = message;
    this.sendBestEffort(topic, payload, { correlationId, traceparent, deadline, replyTo });
    return Promise.resolve();
  }

  /** Not awaited by the handler: a lost answer or forward is healed by the caller's repeat (rule 3). */
  private sendBestEffort<Payload>(topic: Topic<Payload>, payload: Payload, passage: Passage): void {
    const lost = (error: unknown): void => {
      lostSends.inc({ topic: topic.name });
      const traceId = traceIdOf(passage.traceparent);
      this.options.logger.warn({ traceId, topic: topic.name, error: errorMessage(error) }, 'not sent');
    };
    try {
      this.publish([encode(topic, payload, passage)]).catch(lost);
    } catch (error) {
      lost(error);
    }
  }

  private async send(records: OutgoingRecord[]): Promise<void> {
    const now = new Date();
    const byTopic = new Map<string, OutgoingRecord[]>();
    for (const record of records) {
      if (record.deadline && record.deadline <= now) continue;
      const list = byTopic.get(record.topic);
      if (list) list.push(record);
      else byTopic.set(record.topic, [record]);
    }
    const topicMessages = [...byTopic].map(([topic, messages]) => ({
      topic: this.options.topicPrefix + topic,
      messages: messages.map(({ key, value }) => ({ key, value })),
    }));
    if (topicMessages.length === 0) return;
    try {
      const producer = await this.connected();
      await producer.sendBatch({ acks: -1, topicMessages });
    } catch (error) {
      await this.forgetProducer();
      throw new DependencyFault('Kafka', error);
    }
  }

  private async connected(): Promise<Producer> {
    if (this.producer) return this.producer;
    const producer = createProducer(this.kafka);
    await producer.connect().catch(async (error: unknown) => {
      await producer.disconnect().catch(() => undefined);
      throw error;
    });
    return (this.producer = producer);
  }

  /** After a failed send the sequence numbers of the idempotent producer are in doubt: the next send takes a new one. */
  private async forgetProducer(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.disconnect().catch(() => undefined);
  }
}
