import { Partitioners } from 'kafkajs';
import type { OutgoingRecord } from '../records/codec';
import type { TopicShape } from '../topics/topic-configuration';
import { maxRecordBytes } from '../topics/topics';
import type { Weighed } from './natural-batch';

/** Lengths, offset, time and count of a record, at their longest; the header of the batch is within what is spared. */
const recordOverheadBytes = 32;
/** Of the topic's limit; a record of the largest size still fits. */
const usedShare = 0.8;
const unknownShape: TopicShape = { partitions: 1, maxBatchBytes: maxRecordBytes / usedShare };

/** To which partition a record goes, and how many bytes of a batch it fills there. */
export class Places {
  private readonly shapes = new Map<string, TopicShape>();
  private readonly lowered = new Map<string, number>();
  private readonly partitionOf = Partitioners.DefaultPartitioner();

  /** By topic, without the site's prefix. */
  learn(shapes: ReadonlyMap<string, TopicShape>): void {
    for (const [topic, shape] of shapes) this.shapes.set(topic, shape);
  }

  /** Uncompressed, and rather too many than too few. */
  weigh({ topic, key, value, headers = {} }: OutgoingRecord): Weighed {
    const ofHeaders = Object.entries(headers).reduce(
      (sum, [name, text]) => sum + byteLength(name + String(text)) + 8,
      0,
    );
    const bytes = recordOverheadBytes + byteLength(key) + byteLength(value) + ofHeaders;
    const { partitions } = this.shapeOf(topic);
    if (key === null || partitions === 1) return { place: `${topic}/0`, bytes };
    const partitionMetadata = Array.from({ length: partitions }, () => anyPartition);
    return { place: `${topic}/${this.partitionOf({ topic, partitionMetadata, message: { key, value } })}`, bytes };
  }

  bytesOf(place: string): number {
    const topic = topicOf(place);
    return Math.min(this.shapeOf(topic).maxBatchBytes * usedShare, this.lowered.get(topic) ?? Infinity);
  }

  /** Kafka refused a batch of so many bytes: the topic's limit is not what it was. */
  lower(place: string, bytes: number): void {
    const half = Math.floor(bytes / 2);
    if (half < this.bytesOf(place)) this.lowered.set(topicOf(place), half);
  }

  private shapeOf(topic: string): TopicShape {
    return this.shapes.get(topic) ?? unknownShape;
  }
}

const anyPartition = { partitionErrorCode: 0, partitionId: 0, leader: 0, replicas: [], isr: [] };

const topicOf = (place: string): string => place.slice(0, place.lastIndexOf('/'));

const byteLength = (part: string | Buffer | null): number => (part === null ? 0 : Buffer.byteLength(part));
