import type { Socket } from 'node:net';
import type { Producer, TopicMessages } from 'kafkajs';
import { createKafka, createProducer, type KafkaOptions } from '../kafka/kafka-client';
import { within } from './after';

/**
 * A producer with connections of its own. kafkajs cannot be told to end a send: it tries again for a minute, also after
 * `disconnect`. Once the line is cut, its connections are gone and it gets no others, so that nothing more is sent.
 */
export class ProducerLine {
  private readonly producer: Producer;
  private readonly sockets = new Set<Socket>();
  private connected: Promise<void> | undefined;
  private isCut = false;

  constructor(options: KafkaOptions) {
    const kafka = createKafka({
      ...options,
      onSocket: (socket) => this.keep(socket),
      isGivenUp: () => this.isCut,
    });
    this.producer = createProducer(kafka);
  }

  /** Throws what kafkajs throws. */
  connect(): Promise<void> {
    return (this.connected ??= this.producer.connect());
  }

  /** Resolves when every in-sync replica has all of it. Brokers wait for their replicas no longer than `timeoutMs`. */
  async send(topicMessages: TopicMessages[], timeoutMs: number): Promise<void> {
    await this.connect();
    await this.producer.sendBatch({ acks: -1, timeout: timeoutMs, topicMessages });
  }

  /** What is under way gets so long to end; then the line is cut. */
  async close(patienceMs: number): Promise<void> {
    await within(patienceMs, this.producer.disconnect(), 'still under way').catch(() => undefined);
    this.cut();
  }

  private cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy(new Error('given up'));
  }

  private keep(socket: Socket): void {
    if (this.isCut) return void socket.destroy(new Error('given up'));
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
