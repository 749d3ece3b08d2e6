/** A burst of as many calls as may wait is served within this time, where 200 in a second are. */
const standsAfterMs = 3_000;

/**
 * Whether a bound is exceeded for good: from when it has been exceeded for three seconds without a break, until it has been
 * kept for as long. A burst or a stall that is over by then leaves no queue behind, so nothing has to be shed for it.
 */
export class Standing {
  private isStanding = false;
  /** Since when it is the other way round. */
  private turnedAt: number | undefined;

  constructor(private readonly bound: number) {}

  get stands(): boolean {
    return this.isStanding;
  }

  look(value: number, nowMs: number): void {
    if (value >= this.bound === this.isStanding) {
      this.turnedAt = undefined;
      return;
    }
    this.turnedAt ??= nowMs;
    if (nowMs - this.turnedAt < standsAfterMs) return;
    this.isStanding = !this.isStanding;
    this.turnedAt = undefined;
  }
}
