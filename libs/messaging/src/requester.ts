import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';
import { unknown } from '@wallet/kernel';
import { answers, type Answer, type Topic } from '@wallet/contracts';
import { errorMessage, milestone, newTraceparent, traceIdOf, type Lifecycle, type Logger } from '@wallet/service';
import { decode, encode, PoisonRecord } from './codec';
import { createKafka } from './kafka-client';
import type { MessageBus } from './message-bus';
import { Waiters } from './waiters';

export interface RequesterOptions {
  readonly brokers: string[];
  readonly clientId: string;
  readonly topicPrefix: string;
  readonly logger: Logger;
}

/** An answer, and the id of the command that it answers: its seals are bound to it. */
export interface Reply {
  readonly correlationId: string;
  readonly answer: Answer;
}

const probeIntervalMs = 200;
const probeLimit = 150;
const probeReason = 'overload';

/**
 * Publishes one command and awaits its one answer. Every replica reads the whole answers topic with a group of its
 * own, from the end, and keeps what it waits for; nothing is shared, so nothing is lost at a rebalance.
 */
export class Requester implements Lifecycle {
  readonly name = 'answers';
  private readonly kafka: Kafka;
  private readonly waiters = new Waiters();
  private consumer: Consumer | undefined;

  constructor(
    private readonly bus: MessageBus,
    private readonly options: RequesterOptions,
  ) {
    this.kafka = createKafka(options);
  }

  /** The number of calls that wait now. */
  get waiting(): number {
    return this.waiters.count;
  }

  /**
   * At the deadline, and when Kafka does not take the command, the outcome is unknown. Rejects only if the payload cannot be made.
   * The payload is made from the command's correlation id, because a sealed field is bound to it.
   */
  async ask<Payload>(
    topic: Topic<Payload>,
    payload: (command: { correlationId: string }) => Payload,
    call: { deadline: Date; traceparent: string },
  ): Promise<Reply> {
    const correlationId = randomUUID();
    const answer = this.waiters.open(correlationId, call.deadline);
    const passage = {
      correlationId,
      traceparent: call.traceparent,
      deadline: call.deadline,
      replyTo: answers.name,
    };
    this.bus.publish([encode(topic, payload({ correlationId }), passage)]).then(
      () => milestone('gateway.command.acknowledged', { topic: topic.name }),
      (error: unknown) => {
        const traceId = traceIdOf(call.traceparent);
        this.options.logger.warn({ traceId, topic: topic.name, error: errorMessage(error) }, 'command not sent');
        this.waiters.settle(correlationId, unknown('fault'));
      },
    );
    return { correlationId, answer: await answer };
  }

  async start(): Promise<void> {
    const consumer = this.kafka.consumer({
      groupId: `${this.options.topicPrefix}${this.options.clientId}-answers-${randomUUID()}`,
      sessionTimeout: 10_000,
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(true) },
    });
    this.consumer = consumer;
    await consumer.connect();
    await consumer.subscribe({ topics: [this.options.topicPrefix + answers.name], fromBeginning: false });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        for (const record of batch.messages) this.receive(record);
        return Promise.resolve();
      },
    });
    await this.probe();
  }

  async stop(): Promise<void> {
    await this.consumer?.disconnect();
  }

  private receive(record: { key: Buffer | null; value: Buffer | null }): void {
    if (!record.key || !this.waiters.has(record.key.toString())) return;
    try {
      const message = decode(answers, record);
      this.waiters.settle(message.correlationId, message.payload);
    } catch (error) {
      if (!(error instanceof PoisonRecord)) throw error;
      this.options.logger.error({ error: error.message }, 'an answer could not be read');
    }
  }

  /** Ready only when an answer really comes back: joining a group does not mean that its position is known. */
  private async probe(): Promise<void> {
    for (let tries = 0; tries < probeLimit; tries++) {
      const correlationId = randomUUID();
      const answer = this.waiters.open(correlationId, new Date(Date.now() + probeIntervalMs));
      const passage = { correlationId, traceparent: newTraceparent() };
      await this.bus.publish([encode(answers, unknown(probeReason), passage)]);
      const received = await answer;
      if (received.outcome === 'unknown' && received.reason === probeReason) return;
    }
    throw new Error('no answer came back through Kafka');
  }
}
