import { DependencyFault } from '@wallet/service';
import type { OutgoingRecord } from '../records/codec';
import { after } from './after';
import type { Weighed } from './natural-batch';

/** Kafka takes no batch with this record in it, not even one of its own: only a change of the topic or the record helps. */
export class RecordRefused extends Error {}

/** Undefined when Kafka has the record. */
export type Outcome = Error | undefined;

/** One record on its way to Kafka. */
export interface Parcel extends Weighed {
  readonly record: OutgoingRecord;
  /** Why it must not go any more. */
  readonly obstacle: Outcome;
  finish(error?: Error): void;
}

/**
 * The records of one call of `publish`, in their order: of a key none goes after one that did not, and none at all after
 * a fault of Kafka's, so that a later one is never there without an earlier one. What has no outcome in time has a fault.
 */
export class Shipment {
  readonly parcels: readonly Parcel[];
  readonly outcomes: Promise<Outcome[]>;
  private readonly failedKeys = new Map<string, Error>();
  private fault: Error | undefined;

  constructor(records: readonly OutgoingRecord[], weigh: (record: OutgoingRecord) => Weighed, withinMs: number) {
    const outcomes: Promise<Outcome>[] = [];
    this.parcels = records.map((record) => {
      let finish: Parcel['finish'] = () => undefined;
      outcomes.push(new Promise((resolve) => (finish = resolve)));
      return this.parcel(record, weigh(record), finish);
    });
    this.outcomes = Promise.all(outcomes);
    const late = (): Error => new DependencyFault('Kafka', `not taken within ${withinMs / 1_000} s`);
    const callOff = after(withinMs, () => this.parcels.forEach((parcel) => parcel.finish(late())));
    void this.outcomes.then(callOff);
  }

  private parcel(record: OutgoingRecord, { place, bytes }: Weighed, finish: Parcel['finish']): Parcel {
    const key = `${record.topic} ${String(record.key)}`;
    const obstacle = (): Outcome => this.fault ?? this.failedKeys.get(key);
    return {
      record,
      place,
      bytes,
      get obstacle() {
        return obstacle();
      },
      finish: (error) => {
        if (error instanceof RecordRefused) this.failedKeys.set(key, error);
        else if (error) this.fault ??= error;
        finish(error);
      },
    };
  }
}
