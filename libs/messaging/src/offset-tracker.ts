/** Which offsets of one partition are finished, and up to where without a gap. */
export class OffsetTracker {
  private readonly open: { readonly offset: bigint; finished: boolean }[] = [];
  private prefixEnd: bigint | undefined;

  /** Offsets are taken in growing order. Call the result when the record is finished. */
  take(offset: bigint): () => void {
    const entry = { offset, finished: false };
    this.open.push(entry);
    return () => {
      entry.finished = true;
      this.advance();
    };
  }

  /** The offset to commit: one past the last of the finished prefix; undefined when there is nothing new. */
  get committable(): bigint | undefined {
    return this.prefixEnd;
  }

  committed(offset: bigint): void {
    if (this.prefixEnd === offset) this.prefixEnd = undefined;
  }

  private advance(): void {
    while (this.open[0]?.finished) {
      this.prefixEnd = this.open[0].offset + 1n;
      this.open.shift();
    }
  }
}
