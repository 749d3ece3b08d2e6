import { OffsetTracker } from './offset-tracker';

interface Place {
  readonly topic: string;
  readonly partition: number;
}

export interface CommitOffset extends Place {
  readonly offset: string;
}

/** The finished prefixes of the partitions that this consumer has now; a rebalance begins them anew. */
export class AssignedPartitions {
  private trackers = new Map<string, { readonly place: Place; readonly tracker: OffsetTracker }>();

  /** Call the result when the record is finished. After a rebalance it has no effect: the record comes again. */
  take(place: Place, offset: string): () => void {
    const key = `${place.topic}/${place.partition}`;
    let entry = this.trackers.get(key);
    if (!entry) this.trackers.set(key, (entry = { place, tracker: new OffsetTracker() }));
    return entry.tracker.take(BigInt(offset));
  }

  reset(): void {
    this.trackers = new Map();
  }

  /** What can be committed and is not yet. */
  get committable(): CommitOffset[] {
    return [...this.trackers.values()].flatMap(({ place, tracker }) => {
      const offset = tracker.committable;
      return offset === undefined ? [] : [{ topic: place.topic, partition: place.partition, offset: String(offset) }];
    });
  }

  committed(offsets: readonly CommitOffset[]): void {
    for (const { topic, partition, offset } of offsets) {
      this.trackers.get(`${topic}/${partition}`)?.tracker.committed(BigInt(offset));
    }
  }
}
