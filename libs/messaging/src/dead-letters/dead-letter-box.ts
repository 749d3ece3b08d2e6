import { isUtf8 } from 'node:buffer';
import type { Kafka, KafkaMessage } from 'kafkajs';
import { envelopeSchema } from '@wallet/contracts';
import { parseJson } from '@wallet/kernel';
import type { Logger } from '@wallet/service';
import { readLetter, recordOf, replayMark, type Letter } from './dead-letter';
import { createKafka } from '../kafka/kafka-client';
import type { KafkaConnection } from '../kafka/kafka-connection';
import type { MessageBus } from '../sending/message-bus';
import { rangeOf, readRecords, type Range } from '../kafka/read-records';
import { deadLetterTopic, topicOf } from '../topics/topics';

export interface DeadLetterBoxOptions extends KafkaConnection {
  /** The service whose consumers gave the records up. */
  readonly service: string;
  readonly bus: Pick<MessageBus, 'publish'>;
  readonly topicPrefix: string;
  readonly logger: Logger;
}

/** A record that a service gave up: where it was, and why. */
export interface DeadLetter {
  /** `<partition>-<offset>` on the dead letter topic. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly deadAt: string;
  /** Null when it has none, or none that is text. */
  readonly key: string | null;
  /** Of the last time. */
  readonly replayedAt?: string;
}

export interface OpenedLetter extends DeadLetter {
  /** Null when the record has none; absent when it is withheld. */
  readonly value?: string | null;
  readonly withheld?: 'secret' | 'not text';
}

export type ReplayRefusal = 'not-found' | 'cut' | 'expired' | 'unknown-topic';

/** What a service has given up, as its operators handle it. Everything throws DependencyFault. */
export class DeadLetterBox {
  private readonly kafka: Kafka;
  private readonly topic: string;

  constructor(private readonly options: DeadLetterBoxOptions) {
    this.kafka = createKafka({ ...options, clientId: `${options.service}-dead-letters` });
    this.topic = options.topicPrefix + deadLetterTopic(options.service);
  }

  /** The newest first. */
  async list(limit: number): Promise<DeadLetter[]> {
    const { low, high } = await rangeOf(this.kafka, this.topic);
    for (let span = limit; ; span *= 2) {
      const from = Math.max(low, high - span);
      const letters = await this.listFrom({ low: from, high });
      if (letters.length >= limit || from === low) return letters.reverse().slice(0, limit);
    }
  }

  /** Undefined when there is no such letter (any more: they are kept for 30 days). */
  async get(id: string): Promise<OpenedLetter | undefined> {
    const found = await this.find(id);
    if (!found) return undefined;
    return { ...found.view, ...opened(found.letter) };
  }

  /** Sends the record once more, byte for byte, to where it came from, and keeps who did it and why. */
  async replay(id: string, by: { readonly operator: string; readonly reason: string }, now = new Date()) {
    const found = await this.find(id);
    if (!found) return 'not-found';
    const { letter } = found;
    const refusal = refusalOf(letter, now);
    if (refusal) return refusal;
    const { service, bus } = this.options;
    const replayedAt = now.toISOString();
    await bus.publish([recordOf(letter)]);
    await bus.publish([replayMark(service, letter, { replayed: offsetOf(id), replayedAt, ...by })]);
    return { replayedAt };
  }

  private async listFrom(range: Range): Promise<DeadLetter[]> {
    const letters = new Map<string, DeadLetter>();
    await readRecords(this.kafka, this.topic, range, (record) => collect(letters, record));
    return [...letters.values()];
  }

  private async find(id: string): Promise<{ view: DeadLetter; letter: Letter } | undefined> {
    const { low, high } = await rangeOf(this.kafka, this.topic);
    const offset = Number(offsetOf(id));
    if (!/^0-\d{1,15}$/.test(id) || offset < low || offset >= high) return undefined;
    const letters = new Map<string, DeadLetter>();
    let letter: Letter | undefined;
    await readRecords(this.kafka, this.topic, { low: offset, high }, (record) => {
      const read = collect(letters, record);
      if (record.offset === String(offset)) letter = read;
    });
    const view = letters.get(String(offset));
    return view && letter && { view, letter };
  }
}

const offsetOf = (id: string): string => id.slice(id.indexOf('-') + 1);

/** Keeps a letter without its value; the mark of a replay goes to its letter. */
function collect(letters: Map<string, DeadLetter>, { offset, value }: KafkaMessage): Letter | undefined {
  const read = readLetter(value);
  if (!read) return undefined;
  if ('replayed' in read) {
    const marked = letters.get(read.replayed);
    if (marked) letters.set(read.replayed, { ...marked, replayedAt: read.replayedAt });
    return undefined;
  }
  const { topic, partition, reason, deadAt } = read;
  letters.set(offset, {
    id: `0-${offset}`,
    topic,
    partition,
    offset: read.offset,
    reason,
    deadAt,
    key: read.key && isUtf8(read.key) ? read.key.toString() : null,
  });
  return read;
}

function opened({ topic, value }: Letter): Pick<OpenedLetter, 'value' | 'withheld'> {
  if (topicOf(topic)?.carriesSecrets) return { withheld: 'secret' };
  if (value === null) return { value };
  return isUtf8(value) ? { value: value.toString() } : { withheld: 'not text' };
}

function refusalOf({ topic, value, isCut }: Letter, now: Date): ReplayRefusal | undefined {
  if (!topicOf(topic)) return 'unknown-topic';
  if (isCut) return 'cut';
  const deadline = deadlineOf(value);
  return deadline !== undefined && new Date(deadline) <= now ? 'expired' : undefined;
}

/** A command whose deadline has passed does nothing any more. */
const deadlineOf = (value: Buffer | null): string | undefined =>
  envelopeSchema.safeParse(parseJson(String(value))).data?.deadline;
