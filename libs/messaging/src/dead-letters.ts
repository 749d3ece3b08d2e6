import { deadLetterTopic } from './topics';
import { maxRecordBytes, type OutgoingRecord } from './codec';

/** A record as it came from the broker. */
export interface RawRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** The dead letter keeps the record's place, the reason, and its bytes in base64 (cut at 256 KiB). */
export function deadLetter(service: string, record: RawRecord, reason: string): OutgoingRecord {
  const value = {
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    reason,
    deadAt: new Date().toISOString(),
    key: record.key?.toString('base64') ?? null,
    value: record.value?.subarray(0, maxRecordBytes).toString('base64') ?? null,
  };
  return {
    topic: deadLetterTopic(service),
    key: `${record.topic}/${record.partition}/${record.offset}`,
    value: JSON.stringify(value),
  };
}
