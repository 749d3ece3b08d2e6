import { unknown } from '@wallet/kernel';
import type { Answer, Topic } from '@wallet/contracts';
import { metrics, type Logger } from '@wallet/service';
import { decode, PoisonRecord } from '../records/codec';
import type { RawRecord } from '../dead-letters/dead-letter';
import type { LaneEntry } from './lane';
import type { Caller } from '../records/message';
import { callerOf } from './caller';
import { HeldRecords } from './held-records';
import { NewerRecord } from '../records/newer-release';

export interface RecordEntry extends LaneEntry {
  readonly record: RawRecord;
}

export interface IntakeOptions {
  readonly topic: Topic<unknown>;
  readonly bury: (record: RawRecord, reason: string) => Promise<void>;
  readonly answers: { answer(caller: Caller, answer: Answer): Promise<void> };
  readonly logger: Logger;
}

const newer = metrics.counter(
  'messaging_newer_records_total',
  'Records that only a newer release can read, by what became of them: held or answered',
  ['topic', 'outcome'],
);

/**
 * What becomes of a record of one topic before it is handled. Poison is buried. What only a newer release can read is
 * held, with the later records of its key, where the topic waits for broken dependencies; elsewhere the caller's repeat
 * heals it. Whoever waits for any of them is answered unknown at once.
 */
export class RecordIntake {
  private readonly held: HeldRecords;

  constructor(private readonly options: IntakeOptions) {
    this.held = new HeldRecords(options.topic.name);
  }

  /** Undefined when the record is not to be handled. */
  take(record: RawRecord, finished: () => void): RecordEntry | undefined {
    try {
      const message = decode(this.options.topic, record);
      if (!this.held.has(message.key)) return { message, record, finished };
      this.hold(message.key, message);
    } catch (error) {
      if (error instanceof NewerRecord) this.leave(record, error.message, finished);
      else if (error instanceof PoisonRecord) this.bury(record, error.message, finished);
      else throw error;
    }
    return undefined;
  }

  /** True when no more can be held: then nothing of this topic is taken until newer code runs. */
  get isFull(): boolean {
    return this.held.isFull;
  }

  /** A rebalance: what was held comes again. */
  reset(): void {
    this.held.reset();
  }

  private bury(record: RawRecord, reason: string, finished: () => void): void {
    if (this.options.topic.kind === 'command') this.answer(callerOf(record.value));
    void this.options.bury(record, reason).then(finished);
  }

  private leave({ key, value, partition, offset }: RawRecord, reason: string, finished: () => void): void {
    const { topic, logger } = this.options;
    const isHeld = topic.onDependencyFault === 'wait';
    newer.inc({ topic: topic.name, outcome: isHeld ? 'held' : 'answered' });
    const place = { topic: topic.name, partition, offset, reason };
    logger.error(place, isHeld ? 'a record of a newer release is held' : 'a command of a newer release is not known');
    if (isHeld) return this.hold(String(key), callerOf(value));
    this.answer(callerOf(value));
    finished();
  }

  private hold(key: string, caller: Caller | undefined): void {
    this.held.add(key);
    this.answer(caller);
    if (this.isFull)
      this.options.logger.error({ topic: this.options.topic.name }, 'no more can be held: it stands still');
  }

  private answer(caller: Caller | undefined): void {
    if (caller) void this.options.answers.answer(caller, unknown('fault'));
  }
}
