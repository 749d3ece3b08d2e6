/** So many a second and no more; what a second does not use is gone after it. */
export class Pace {
  private left: number;
  private countedAt: number;

  /** `elapsedMs`: milliseconds that never go back. */
  constructor(
    private readonly perSecond: number,
    private readonly elapsedMs: () => number,
  ) {
    this.left = perSecond;
    this.countedAt = elapsedMs();
  }

  /** How many may begin now. */
  get places(): number {
    const now = this.elapsedMs();
    this.left = Math.min(this.perSecond, this.left + ((now - this.countedAt) / 1_000) * this.perSecond);
    this.countedAt = now;
    return Math.floor(this.left);
  }

  take(count: number): void {
    this.left -= count;
  }
}
