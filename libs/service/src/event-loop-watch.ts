const intervalMs = 1_000;

/**
 * Notices when the event loop stands still, by a timer that comes late. (The histogram of `perf_hooks` misses a lag that
 * begins right after its reset.)
 */
export class EventLoopWatch {
  private longestMs = 0;
  private turnedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  start(): void {
    this.turnedAt = performance.now();
    this.timer = setInterval(() => this.turn(), intervalMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** The longest since it was asked last. */
  longestLagMs(): number {
    this.turn();
    const longestMs = this.longestMs;
    this.longestMs = 0;
    return longestMs;
  }

  private turn(): void {
    const now = performance.now();
    this.longestMs = Math.max(this.longestMs, now - this.turnedAt - intervalMs);
    this.turnedAt = now;
  }
}
