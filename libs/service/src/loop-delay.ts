interface LoopDelayOptions {
  readonly tickMs: number;
  /** Milliseconds, of each tick. */
  readonly onTick?: (delayMs: number) => void;
  /** How long it ticks on without being asked; absent: until it is stopped. */
  readonly restAfterMs?: number;
}

/**
 * How long events wait for the event loop, by a timer that comes late. (The histogram of `perf_hooks` misses a delay that
 * begins right after its reset.)
 */
export class LoopDelay {
  private latest = 0;
  private longest = 0;
  private dueAt = 0;
  private askedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: LoopDelayOptions) {}

  /** Nothing if it ticks. The first question does the same. */
  start(): void {
    if (this.timer) return;
    this.latest = this.longest = 0;
    this.askedAt = performance.now();
    this.dueAt = this.askedAt + this.options.tickMs;
    this.timer = setInterval(() => this.tick(), this.options.tickMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Of the latest tick. */
  latestMs(): number {
    this.start();
    this.askedAt = performance.now();
    return this.latest;
  }

  /** The same, or of a tick that is overdue, if that is more. */
  currentMs(): number {
    return Math.max(this.latestMs(), performance.now() - this.dueAt);
  }

  /** The longest since this was asked last, with a tick that is overdue. */
  longestMs(): number {
    this.start();
    this.tick();
    const longest = this.longest;
    this.longest = 0;
    return longest;
  }

  private tick(): void {
    const { tickMs, onTick, restAfterMs = Infinity } = this.options;
    const now = performance.now();
    this.latest = Math.max(0, now - this.dueAt);
    this.longest = Math.max(this.longest, this.latest);
    this.dueAt = now + tickMs;
    onTick?.(this.latest);
    if (now - this.askedAt >= restAfterMs) this.stop();
  }
}
