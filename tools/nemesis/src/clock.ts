/** Milliseconds since the load began. */
export class RunClock {
  private startedAt = performance.now();

  begin(): void {
    this.startedAt = performance.now();
  }

  get nowMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }
}
