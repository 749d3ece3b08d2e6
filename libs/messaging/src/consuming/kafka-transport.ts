import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Batch } from 'kafkajs';
import { lastValueFrom, isObservable } from 'rxjs';
import type { Topic } from '@wallet/contracts';
import { systemClock } from '@wallet/kernel';
import { errorMessage, metrics, type Logger } from '@wallet/service';
import { Attempts } from './attempts';
import { maxRecordBytes } from '../topics/topics';
import { deadLetter, type RawRecord } from '../dead-letters/dead-letter';
import { GroupConsumer } from '../kafka/group-consumer';
import { groupOf } from '../kafka/group-ids';
import { RecordIntake, type RecordEntry } from './record-intake';
import { createKafka } from '../kafka/kafka-client';
import type { KafkaConnection } from '../kafka/kafka-connection';
import { Lane, type LaneEntry } from './lane';
import type { Message } from '../records/message';
import type { MessageBus } from '../sending/message-bus';
import { AssignedPartitions } from './partitions';
import { serve, type Handle } from './serve';
import { RecordRefused } from '../sending/shipment';
import type { ConsumeExtras } from './topics.controller';

export interface KafkaTransportOptions extends KafkaConnection {
  /** The service's name: its consumer group, and the owner of its dead letter topic. */
  readonly service: string;
  readonly bus: MessageBus;
  readonly topicPrefix: string;
  /** For joining the group, at the start: see `GroupConsumer`. */
  readonly patienceMs?: number;
  readonly logger: Logger;
}

const commitIntervalMs = 500;
const maxDepth = 1_000;
const buryRetryMs = 1_000;

const lag = metrics.gauge('messaging_consumer_lag', 'Records behind the end of the partition', ['topic', 'partition']);
const deadLetters = metrics.counter('messaging_dead_letters_total', 'Records given up', ['topic']);

interface Consumption {
  readonly topic: Topic<unknown>;
  readonly intake: RecordIntake;
  readonly lane: Lane;
}

/**
 * The Nest transport of this project: one consumer group a service, one lane a topic. Fetching goes on while batches
 * are handled; only the contiguous finished prefix of a partition is committed.
 */
export class KafkaTransport extends Server implements CustomTransportStrategy {
  private readonly consumptions = new Map<string, Consumption>();
  private readonly partitions = new AssignedPartitions();
  private readonly stopping = new AbortController();
  private consumer: GroupConsumer | undefined;
  private commitTimer: NodeJS.Timeout | undefined;

  constructor(private readonly options: KafkaTransportOptions) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    clearInterval(this.commitTimer);
    this.stopping.abort();
    this.consumer?.pause([...this.consumptions.keys()]);
    await Promise.all([...this.consumptions.values()].map(({ lane }) => lane.close()));
    await this.commit();
    await this.consumer?.stop();
  }

  on(): void {
    throw new Error('this transport has no events');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  /** False while the service is no member of its consumer group, or a topic stands still: not all is consumed then. */
  ready(): boolean {
    const stands = [...this.consumptions.values()].some(({ intake }) => intake.isFull);
    return !stands && (this.consumer?.isMember ?? false);
  }

  private async start(): Promise<void> {
    for (const handler of this.messageHandlers.values()) this.register(handler);
    this.consumer = new GroupConsumer({
      name: this.options.service,
      kafka: createKafka({ ...this.options, clientId: this.options.service }),
      groupId: groupOf(this.options.topicPrefix, this.options.service),
      topics: [...this.consumptions.keys()],
      fromBeginning: true,
      ...(this.options.patienceMs !== undefined && { patienceMs: this.options.patienceMs }),
      receive: (batch) => this.receive(batch),
      joined: () => this.beginAnew(),
      logger: this.options.logger,
    });
    await this.consumer.start();
    this.commitTimer = setInterval(() => void this.commit(), commitIntervalMs);
  }

  private register(handler: MessageHandler): void {
    const { topic, lane: settings } = handler.extras as unknown as ConsumeExtras;
    const { bus, logger } = this.options;
    const handle: Handle<unknown> = (batch) => invoke(handler, batch);
    const attempts = new Attempts({
      topic: topic.name,
      onDependencyFault: topic.onDependencyFault,
      handle: (batch) => serve({ topic, handle, bus, keys: bus.keys, logger, clock: systemClock }, batch),
      bury: (entry, reason) => this.bury(entry as RecordEntry, reason),
      answers: bus,
      logger,
      signal: this.stopping.signal,
    });
    const lane = new Lane(settings, (batch) => attempts.work(batch).finally(() => this.resumeIfShallow(topic)));
    const intake = new RecordIntake({
      topic,
      bury: (record, reason) => this.buryRecord(record, reason),
      answers: bus,
      logger,
    });
    this.consumptions.set(this.options.topicPrefix + topic.name, { topic, intake, lane });
  }

  /** A rebalance: what has not begun comes again from the committed offset. */
  private beginAnew(): void {
    this.partitions.reset();
    for (const { topic, intake, lane } of this.consumptions.values()) {
      intake.reset();
      lane.clear();
      this.resumeIfShallow(topic);
    }
  }

  private receive({ topic: name, partition, messages, highWatermark }: Batch): void {
    const consumption = this.consumptions.get(name);
    const last = messages.at(-1);
    if (!consumption || !last || this.stopping.signal.aborted) return;
    lag.set({ topic: consumption.topic.name, partition }, Number(BigInt(highWatermark) - BigInt(last.offset)) - 1);
    const entries: LaneEntry[] = [];
    for (const { key, value, headers, offset } of messages) {
      const record: RawRecord = { topic: consumption.topic.name, partition, offset, key, value, headers };
      const finished = this.partitions.take({ topic: name, partition }, offset);
      const entry = consumption.intake.take(record, finished);
      if (entry) entries.push(entry);
    }
    consumption.lane.push(entries);
    if (consumption.lane.depth > maxDepth || consumption.intake.isFull) this.consumer?.pause([name]);
  }

  private bury(entry: RecordEntry, reason: string): Promise<void> {
    return this.buryRecord(entry.record, reason);
  }

  /** A dead letter is never lost: until Kafka has it, its offset is not committed. One that is refused is cut shorter. */
  private async buryRecord(record: RawRecord, reason: string): Promise<void> {
    const { topic, partition, offset } = record;
    this.options.logger.error({ topic, partition, offset, reason }, 'dead letter');
    for (let kept = maxRecordBytes; ;) {
      try {
        await this.options.bus.publish([deadLetter(this.options.service, record, reason, kept)]);
        deadLetters.inc({ topic });
        return;
      } catch (error) {
        this.options.logger.warn({ error: errorMessage(error) }, 'dead letter not sent');
        if (error instanceof RecordRefused && kept > 0) kept = Math.floor(kept / 4);
        else await new Promise((resolve) => setTimeout(resolve, buryRetryMs));
      }
    }
  }

  private resumeIfShallow(topic: Topic<unknown>): void {
    const name = this.options.topicPrefix + topic.name;
    const { lane, intake } = this.consumptions.get(name) ?? {};
    const isShallow = (lane?.depth ?? 0) < maxDepth / 2 && !intake?.isFull;
    if (isShallow && this.consumer?.isPaused(name) && !this.stopping.signal.aborted) this.consumer.resume(name);
  }

  private async commit(): Promise<void> {
    const offsets = this.partitions.committable;
    if (offsets.length === 0 || !this.consumer) return;
    try {
      await this.consumer.commit(offsets);
      this.partitions.committed(offsets);
    } catch (error) {
      this.options.logger.warn({ error: errorMessage(error) }, 'offsets not committed yet');
    }
  }
}

async function invoke(handler: MessageHandler, batch: readonly Message<unknown>[]): ReturnType<Handle<unknown>> {
  const result: unknown = await handler(batch);
  const handled: unknown = isObservable(result) ? await lastValueFrom(result, { defaultValue: undefined }) : result;
  return handled as Awaited<ReturnType<Handle<unknown>>>;
}
