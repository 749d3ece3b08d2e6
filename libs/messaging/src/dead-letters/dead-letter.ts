import { parseJson } from '@wallet/kernel';
import { z } from 'zod';
import { deadLetterTopic, maxRecordBytes } from '../topics/topics';
import type { EncodedRecord, IncomingRecord, OutgoingRecord } from '../records/codec';
import { fingerprintsHeader } from '../records/fingerprints';
import { additionsHeader } from '../releases/additions';

/** A record as it came from the broker, and its place. */
export interface RawRecord extends IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

const maxKeyBytes = 1024;

const base64 = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .nullable();

const letterSchema = z.object({
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  reason: z.string(),
  deadAt: z.string(),
  key: base64,
  value: base64,
  additions: z.string().optional(),
  fingerprints: z.string().optional(),
  /** The record was too large to be kept as it was. */
  isCut: z.boolean().default(false),
});
export type Letter = z.output<typeof letterSchema>;

const replaySchema = z.object({
  /** The offset of the letter. */
  replayed: z.string(),
  replayedAt: z.string(),
  operator: z.string(),
  reason: z.string(),
});
export type Replay = z.output<typeof replaySchema>;

/** The dead letter keeps the record's place, the reason, and its bytes in base64 (cut at 256 KiB or less, its key at 1 KiB). */
export function deadLetter(
  service: string,
  record: RawRecord,
  reason: string,
  maxValueBytes = maxRecordBytes,
): EncodedRecord {
  const { topic, partition, offset, headers } = record;
  const [additions, fingerprints] = [headers?.[additionsHeader], headers?.[fingerprintsHeader]];
  const [key, value] = [cut(record.key, maxKeyBytes), cut(record.value, maxValueBytes)];
  const letter: z.input<typeof letterSchema> = {
    topic,
    partition,
    offset,
    reason,
    deadAt: new Date().toISOString(),
    key: key.text,
    value: value.text,
    isCut: key.isCut || value.isCut,
    ...(additions !== undefined && { additions: String(additions) }),
    ...(fingerprints !== undefined && { fingerprints: String(fingerprints) }),
  };
  return { topic: deadLetterTopic(service), key: `${topic}/${partition}/${offset}`, value: JSON.stringify(letter) };
}

function cut(bytes: Buffer | null, maxBytes: number): { text: string | null; isCut: boolean } {
  if (!bytes) return { text: null, isCut: false };
  return { text: bytes.subarray(0, maxBytes).toString('base64'), isCut: bytes.length > maxBytes };
}

/** The record as it was. */
export const recordOf = ({ topic, key, value, additions, fingerprints }: Letter): OutgoingRecord => ({
  topic,
  key,
  value,
  headers: {
    ...(additions !== undefined && { [additionsHeader]: additions }),
    ...(fingerprints !== undefined && { [fingerprintsHeader]: fingerprints }),
  },
});

/** Goes to the same topic: who has the letter handled again. */
export const replayMark = (service: string, letter: Letter, replay: Replay): EncodedRecord => ({
  topic: deadLetterTopic(service),
  key: `${letter.topic}/${letter.partition}/${letter.offset}`,
  value: JSON.stringify(replay),
});

/** Undefined when a record of the topic is neither. */
export function readLetter(value: Buffer | null): Letter | Replay | undefined {
  const json = parseJson(String(value));
  return letterSchema.safeParse(json).data ?? replaySchema.safeParse(json).data;
}
