import { randomUUID } from 'node:crypto';
import { envelopeSchema, keysBehind, type Envelope, type Topic } from '@wallet/contracts';
import { fingerprintsHeader, readFingerprints, type Fingerprints } from './fingerprints';
import { watchForCardNumbers } from './card-number';
import { isOfNewerRelease, NewerRecord } from './newer-release';
import type { Message } from './message';
import { additionsHeader, hasAdditions, putBack, setAside } from '../releases/additions';
import { maxRecordBytes, topicOf } from '../topics/topics';

/** A record that can never be handled: it goes to the dead letter topic and its partition goes on. */
export class PoisonRecord extends Error {}

/** As kafkajs has them. */
export type RecordHeaders = Record<string, Buffer | string | (Buffer | string)[] | undefined>;

/** A record ready to be sent: `topic` is the name without the site's prefix. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: RecordHeaders;
  /** Silently not sent after this moment: a stale command does nothing (rule 4). */
  readonly deadline?: Date;
  /** The keys that what it holds was made with; the sender adds their fingerprints. */
  readonly restsOn?: readonly string[];
  /** Those that came with what it hands on. */
  readonly inherited?: Fingerprints;
}

/** What an envelope takes over from the call that it belongs to. */
export interface CallContext {
  readonly correlationId: string;
  readonly traceparent: string;
  readonly deadline?: Date | undefined;
  readonly replyTo?: string | undefined;
  readonly fingerprints?: Fingerprints | undefined;
}

/** A record as it came from the broker. */
export interface IncomingRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: RecordHeaders | undefined;
}

export interface EncodedRecord extends OutgoingRecord {
  readonly key: string;
  readonly value: string;
}

/** Throws RangeError when the record is larger than 256 KiB. */
export function encode<Payload>(topic: Topic<Payload>, payload: Payload, context: CallContext): EncodedRecord {
  const key = topic.keyOf ? topic.keyOf(payload) : context.correlationId;
  const encoded = encodeEnvelope(topic.name, {
    id: randomUUID(),
    type: topic.type,
    version: topic.version,
    key,
    occurredAt: new Date().toISOString(),
    deadline: context.deadline?.toISOString(),
    replyTo: context.replyTo,
    correlationId: context.correlationId,
    traceparent: context.traceparent,
    payload,
  });
  const { deadline, fingerprints: inherited } = context;
  const record = { ...encoded, ...(inherited && { inherited }) };
  // What waits for a broken dependency is still worth sending when its caller has gone.
  return deadline && topic.onDependencyFault === 'answer-unknown' ? { ...record, deadline } : record;
}

/** Throws as `encode`. */
export function encodeEnvelope(topic: string, envelope: Envelope): EncodedRecord {
  const value = JSON.stringify(envelope);
  const bytes = Buffer.byteLength(value) + Buffer.byteLength(envelope.key);
  if (bytes > maxRecordBytes) {
    throw new RangeError(`a record for ${topic} has ${bytes} bytes; the limit is ${maxRecordBytes}`);
  }
  watchForCardNumbers(topic, value);
  const restsOn = keysBehind(topicOf(topic)?.restsOn, envelope.payload);
  return { topic, key: envelope.key, ...(restsOn.length > 0 && { restsOn }), ...withAdditionsAside(topic, value) };
}

function withAdditionsAside(topic: string, value: string): Pick<EncodedRecord, 'value' | 'headers'> {
  if (!hasAdditions(topic)) return { value };
  const envelope = JSON.parse(value) as Envelope;
  const aside = setAside(topic, envelope.payload);
  return aside === undefined ? { value } : { value: JSON.stringify(envelope), headers: { [additionsHeader]: aside } };
}

/**
 * Throws PoisonRecord when the record is not a message of this topic, NewerRecord when it is one that this release does not
 * know. The errors hold no part of the record's text.
 */
export function decode<Payload>(topic: Topic<Payload>, record: IncomingRecord): Message<Payload> {
  const envelope = parseEnvelope(record);
  if (envelope.type !== topic.type) throw new PoisonRecord(`type is not ${topic.type}`);
  if (envelope.version !== topic.version) throw new PoisonRecord(`version ${envelope.version} is not known`);
  if (record.key?.toString() !== envelope.key) throw new PoisonRecord('record key differs from the envelope key');
  addBack(topic.name, envelope, record.headers);
  const payload = parsePayload(topic, envelope);
  const fingerprints = record.headers?.[fingerprintsHeader];
  return {
    id: envelope.id,
    topic: topic.name,
    type: envelope.type,
    key: envelope.key,
    correlationId: envelope.correlationId,
    payload,
    occurredAt: new Date(envelope.occurredAt),
    ...(envelope.deadline && { deadline: new Date(envelope.deadline) }),
    ...(envelope.replyTo && { replyTo: envelope.replyTo }),
    traceparent: envelope.traceparent,
    ...(fingerprints !== undefined && { fingerprints: readFingerprints(String(fingerprints)) }),
  };
}

function addBack(topic: string, envelope: Envelope, headers: RecordHeaders = {}): void {
  const aside = headers[additionsHeader];
  if (aside === undefined) return;
  try {
    putBack(topic, envelope.payload, String(aside));
  } catch {
    throw new PoisonRecord('additions are not JSON');
  }
}

function parsePayload<Payload>(topic: Topic<Payload>, envelope: Envelope): Payload {
  const payload = topic.schema.safeParse(envelope.payload);
  if (!payload.success) {
    const { issues } = payload.error;
    const reason = `payload: ${issues.map(({ path, code }) => `${path.join('.')} ${code}`).join('; ')}`;
    throw isOfNewerRelease(issues, envelope.payload) ? new NewerRecord(reason) : new PoisonRecord(reason);
  }
  if (topic.keyOf && topic.keyOf(payload.data) !== envelope.key) {
    throw new PoisonRecord('key is not the business id of the payload');
  }
  return payload.data;
}

function parseEnvelope({ key, value }: IncomingRecord): Envelope {
  if (!value) throw new PoisonRecord('value is null');
  const bytes = value.length + (key?.length ?? 0);
  if (bytes > maxRecordBytes) throw new PoisonRecord(`${bytes} bytes; the limit is ${maxRecordBytes}`);
  let json: unknown;
  try {
    json = JSON.parse(value.toString('utf8'));
  } catch {
    throw new PoisonRecord('value is not JSON');
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) {
    throw new PoisonRecord(`envelope: ${envelope.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  }
  return envelope.data;
}
