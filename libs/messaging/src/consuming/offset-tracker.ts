/**
 * Which offsets of one partition are finished, and up to where without a gap. Keeps only those that are not: one that
 * stays open for days costs as little as one.
 */
export class OffsetTracker {
  /** In growing order, as they were taken. */
  private readonly open = new Set<bigint>();
  private end: bigint | undefined;
  private committedEnd: bigint | undefined;

  /** Offsets are taken in growing order. Call the result when the record is finished. */
  take(offset: bigint): () => void {
    this.committedEnd ??= offset;
    this.open.add(offset);
    this.end = offset + 1n;
    return () => void this.open.delete(offset);
  }

  /** The offset to commit: one past the last of the finished prefix; undefined when there is nothing new. */
  get committable(): bigint | undefined {
    const [first] = this.open;
    const prefixEnd = first ?? this.end;
    return prefixEnd === this.committedEnd ? undefined : prefixEnd;
  }

  committed(offset: bigint): void {
    this.committedEnd = offset;
  }
}
