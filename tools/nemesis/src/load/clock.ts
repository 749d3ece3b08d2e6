/** Milliseconds since the load began. */
export class RunClock {
  private startedAt = performance.now();

  begin(): void {
    this.startedAt = performance.now();
  }

  /** Of an ISO 8601 time by the clock of this machine. */
  sinceBegin(time: string): number {
    return Math.round(Date.parse(time) - performance.timeOrigin - this.startedAt);
  }

  get nowMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }
}
