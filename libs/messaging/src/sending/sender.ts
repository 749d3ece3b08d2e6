import { DependencyFault, errorMessage, metrics, type Logger } from '@wallet/service';
import type { OutgoingRecord } from '../records/codec';
import { countStale } from '../records/message';
import type { KafkaOptions } from '../kafka/kafka-client';
import { within } from './after';
import type { Places } from './places';
import { ProducerLine } from './producer-line';
import type { Reach } from './reach';
import { RecordRefused, type Parcel } from './shipment';

const refusedRecords = metrics.counter(
  'messaging_refused_records_total',
  'ALERT: records that Kafka refused when they stood alone',
  ['topic'],
);
const dividedBatches = metrics.counter('messaging_divided_batches_total', 'Batches that Kafka refused, then halved');

/** Errors of Kafka that are the fault of a batch or of a record in it; every other one is Kafka's own. */
const refusals = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']);

/** What waits behind a request that Kafka does not answer can still be tried before its own time is over. */
const attemptMs = 2_500;

export interface SenderOptions {
  readonly kafka: KafkaOptions;
  readonly topicPrefix: string;
  readonly places: Places;
  readonly reach: Reach;
  readonly logger: Logger;
}

/**
 * One request at a time: acks=-1, idempotent, given up after 2.5 s. One that is refused is halved until the record at fault stands alone, and
 * the rest go; what a partition had taken of it is sent again.
 */
export class Sender {
  private line: ProducerLine | undefined;

  constructor(private readonly options: SenderOptions) {}

  /** Throws what kafkajs throws. */
  async connect(): Promise<void> {
    const line = this.currentLine();
    await line.connect().catch(async (error: unknown) => {
      await this.forget(line, attemptMs);
      throw error;
    });
  }

  async disconnect(): Promise<void> {
    if (this.line) await this.forget(this.line, attemptMs);
  }

  /** Every parcel is finished when it resolves. */
  async send(parcels: readonly Parcel[]): Promise<void> {
    const live = parcels.filter(isLive);
    if (live.length === 0) return;
    const error = await this.attempt(live);
    if (error === undefined) for (const parcel of live) parcel.finish();
    else if (!isRefusal(error)) for (const parcel of live) parcel.finish(new DependencyFault('Kafka', error));
    else await this.divide(live, error);
  }

  private async divide(parcels: readonly Parcel[], error: unknown): Promise<void> {
    const [first, ...rest] = parcels;
    if (first && rest.length === 0) return this.refuse(first, error);
    dividedBatches.inc();
    const places = [...new Set(parcels.map(({ place }) => place))];
    if (first && places.length === 1) this.options.places.lower(first.place, bytesOf(parcels));
    for (const half of places.length > 1 ? halvesOfPlaces(parcels, places) : halves(parcels)) await this.send(half);
  }

  private refuse(parcel: Parcel, error: unknown): void {
    const { topic } = parcel.record;
    const reason = errorMessage(error);
    refusedRecords.inc({ topic });
    this.options.logger.error({ topic, bytes: parcel.bytes, error: reason }, 'Kafka refuses a record');
    parcel.finish(new RecordRefused(`Kafka refuses a record for ${topic} of ${parcel.bytes} bytes: ${reason}`));
  }

  /** Undefined when Kafka has them all. */
  private async attempt(parcels: readonly Parcel[]): Promise<unknown> {
    const { reach } = this.options;
    const line = this.currentLine();
    const beganAt = Date.now();
    reach.tries();
    try {
      const sent = line.send(this.byTopic(parcels), attemptMs);
      await within(attemptMs, sent, `no answer within ${attemptMs / 1_000} s`);
      reach.reached();
      return undefined;
    } catch (error) {
      if (isAnswer(error)) reach.reached();
      await this.forget(line, attemptMs - (Date.now() - beganAt));
      return error ?? new Error('kafkajs threw nothing');
    }
  }

  private byTopic(parcels: readonly Parcel[]) {
    const messages = new Map<string, Pick<OutgoingRecord, 'key' | 'value' | 'headers'>[]>();
    for (const { record } of parcels) {
      const { topic, key, value, headers } = record;
      const message = { key, value, ...(headers && { headers }) };
      const list = messages.get(topic);
      if (list) list.push(message);
      else messages.set(topic, [message]);
    }
    return [...messages].map(([topic, list]) => ({ topic: this.options.topicPrefix + topic, messages: list }));
  }

  private currentLine(): ProducerLine {
    return (this.line ??= new ProducerLine(this.options.kafka));
  }

  /** After a failed send the sequence numbers of the idempotent producer are in doubt: the next send takes a new one. */
  private async forget(line: ProducerLine, patienceMs: number): Promise<void> {
    this.line = undefined;
    await line.close(patienceMs);
  }
}

/** Otherwise it is finished: nobody waits for it any more, or it would overtake one that did not go. */
function isLive(parcel: Parcel): boolean {
  const { record, obstacle } = parcel;
  if (obstacle) parcel.finish(obstacle);
  else if (record.deadline && record.deadline <= new Date()) {
    countStale(record.topic);
    parcel.finish();
  } else return true;
  return false;
}

const isRefusal = (error: unknown): boolean => refusals.has(String((error as { type?: unknown }).type));

/** Kafka said no, which is no reason to try again. */
const isAnswer = (error: unknown): boolean => {
  const { name, retriable } = error as { name?: unknown; retriable?: unknown };
  return name === 'KafkaJSProtocolError' && retriable === false;
};

const bytesOf = (parcels: readonly Parcel[]): number => parcels.reduce((sum, { bytes }) => sum + bytes, 0);

function halves<T>(all: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)];
}

function halvesOfPlaces(parcels: readonly Parcel[], places: readonly string[]): Parcel[][] {
  return halves(places).map((half) => parcels.filter(({ place }) => half.includes(place)));
}
