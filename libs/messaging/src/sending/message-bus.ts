import { answers, type Answer, type Topic } from '@wallet/contracts';
import {
  ConfigError,
  connectionFault,
  DependencyFault,
  errorMessage,
  metrics,
  traceIdOf,
  type Lifecycle,
  type Logger,
} from '@wallet/service';
import { fingerprintsHeader, writeFingerprints } from '../records/fingerprints';
import { SharedKeys, type OwnKeys } from '../keys/shared-keys';
import { encode, type OutgoingRecord, type CallContext } from '../records/codec';
import { ensureTopics } from '../topics/ensure-topics';
import { createKafka } from '../kafka/kafka-client';
import type { KafkaConnection } from '../kafka/kafka-connection';
import type { Answers, Caller, Forwarding, Message } from '../records/message';
import { NaturalBatch } from './natural-batch';
import { Places } from './places';
import { Reach } from './reach';
import { Sender } from './sender';
import { Shipment, type Outcome, type Parcel } from './shipment';
import { neededTopics, type NeededTopics, type ServiceTopics } from '../topics/service-topics';
import type { TopicSettings } from '../topics/topic-configuration';

export interface MessageBusOptions extends TopicSettings, KafkaConnection {
  /** The service's name; its dead letter topic is `<service>.record.dead-letter.v1`. */
  readonly clientId: string;
  /** What it has of the keys that services share: each record tells which it rests on. */
  readonly keys?: OwnKeys;
  readonly logger: Logger;
  /** Nothing goes to another topic, and no other is looked at. Absent: all. */
  readonly topics?: ServiceTopics;
}

/** So that what somebody waits for is not long behind a backlog. */
const maxRequestBytes = 1024 * 1024;
const maxRecordsPerRequest = 500;
/** Whatever the brokers do. */
const sendWithinMs = 5_000;
const lostSends = metrics.counter('messaging_lost_sends_total', 'Answers and forwards that Kafka did not take', [
  'topic',
]);

/** Sends to Kafka: acks=-1, idempotent, naturally batched; one request carries all topics that wait. */
export class MessageBus implements Lifecycle, Answers, Forwarding {
  readonly name = 'kafka producer';
  readonly keys: SharedKeys;
  private readonly places = new Places();
  private readonly sender: Sender;
  private readonly batch: NaturalBatch<Parcel>;
  private readonly needed: NeededTopics;
  private readonly reach = new Reach(() => this.onLost());
  private onLost: () => void = () => undefined;

  constructor(private readonly options: MessageBusOptions) {
    const { clientId, topicPrefix, logger, keys = {} } = options;
    const { places, reach } = this;
    this.needed = neededTopics(clientId, options.topics);
    this.keys = new SharedKeys(keys, logger);
    this.sender = new Sender({ kafka: options, topicPrefix, places, reach, logger });
    this.batch = new NaturalBatch((parcels) => this.sender.send(parcels), {
      items: maxRecordsPerRequest,
      bytes: maxRequestBytes,
      bytesOf: (place) => this.places.bytesOf(place),
    });
  }

  /** Throws ConfigError, or DependencyFault in words for the operator. */
  async start(): Promise<void> {
    const { brokers, tls, sasl } = this.options;
    const { topics, deadLetters } = this.needed;
    const kafka = createKafka({ ...this.options, isQuiet: true });
    try {
      this.places.learn(await ensureTopics(kafka, topics, deadLetters, this.options));
      await this.sender.connect();
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      const to = { setting: 'KAFKA_BROKERS', address: brokers.join(), credentials: 'KAFKA_SASL, KAFKA_USER' };
      const words = connectionFault(error, { ...to, tls, password: sasl?.password });
      throw new DependencyFault('Kafka', new Error(words, { cause: error }));
    }
  }

  async stop(): Promise<void> {
    await this.batch.idle();
    await this.sender.disconnect();
  }

  /** Called when Kafka has taken nothing for 1.2 s since something was to be sent; again only after it took something. */
  whenLost(act: () => void): void {
    this.onLost = act;
  }

  /**
   * Resolves when every in-sync replica has the records; rejects with DependencyFault when Kafka has not said within 5 s that
   * it has them all, which it may have yet, with RecordRefused when it never will take one of them.
   */
  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    const failed = (await this.ship(records)).find((outcome) => outcome !== undefined);
    if (failed) throw failed;
  }

  /** What became of each record. Of a key none goes after one that did not, and none at all after a fault of Kafka's. */
  ship(records: readonly OutgoingRecord[]): Promise<Outcome[]> {
    const foreign = records.find(({ topic }) => !this.needed.maySend(topic));
    if (foreign)
      return Promise.reject(new Error(`${this.options.clientId} does not say that it sends to ${foreign.topic}`));
    const told = records.map((record) => this.withFingerprints(record));
    const shipment = new Shipment(told, (record) => this.places.weigh(record), sendWithinMs);
    this.batch.add(shipment.parcels);
    return shipment.outcomes;
  }

  answer(message: Caller, answer: Answer): Promise<void> {
    if (!message.replyTo) return Promise.resolve();
    this.sendBestEffort(answers, answer, {
      correlationId: message.correlationId,
      traceparent: message.traceparent,
      deadline: message.deadline,
      fingerprints: message.fingerprints,
    });
    return Promise.resolve();
  }

  forward<Payload>(message: Message<unknown>, topic: Topic<Payload>, payload: Payload): Promise<void> {
    const { correlationId, traceparent, deadline, replyTo, fingerprints } = message;
    this.sendBestEffort(topic, payload, { correlationId, traceparent, deadline, replyTo, fingerprints });
    return Promise.resolve();
  }

  private withFingerprints(record: OutgoingRecord): OutgoingRecord {
    const fingerprints = writeFingerprints(this.keys.toTell(record.restsOn ?? [], record.inherited));
    return fingerprints ? { ...record, headers: { ...record.headers, [fingerprintsHeader]: fingerprints } } : record;
  }

  /** Not awaited by the handler: a lost answer or forward is healed by the caller's repeat (rule 3). */
  private sendBestEffort<Payload>(topic: Topic<Payload>, payload: Payload, context: CallContext): void {
    const lost = (error: unknown): void => {
      lostSends.inc({ topic: topic.name });
      const traceId = traceIdOf(context.traceparent);
      this.options.logger.warn({ traceId, topic: topic.name, error: errorMessage(error) }, 'not sent');
    };
    try {
      this.publish([encode(topic, payload, context)]).catch(lost);
    } catch (error) {
      lost(error);
    }
  }
}
