const second = 1_000;

/**
 * Counts, for each source address, the calls of a second whose sender has not proven to be Alipay+. A signed answer costs
 * a hundred times what such a call costs its sender.
 */
export class UnprovenCalls {
  private readonly counts = new Map<string, number>();
  private began = 0;

  constructor(private readonly perSecond: number) {}

  /** Whether this one still gets a signed answer. `at` is epoch milliseconds. */
  admit(source: string, at: number): boolean {
    if (at - this.began >= second || at < this.began) {
      this.began = at;
      this.counts.clear();
    }
    const count = (this.counts.get(source) ?? 0) + 1;
    this.counts.set(source, count);
    return count <= this.perSecond;
  }
}
