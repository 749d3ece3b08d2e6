const tickMs = 20;
/** Longer than a delay has to stand or to be gone before it counts. */
const restAfterMs = 5_000;

/** How long events wait for the event loop, by ticks of 20 ms. Ticks only while somebody asks. */
export class LoopDelay {
  private latestMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private dueAt = 0;
  private askedAt = 0;

  constructor(private readonly onTick: (delayMs: number) => void) {}

  /** At the latest tick. */
  ms(): number {
    this.askedAt = performance.now();
    if (!this.timer) this.start();
    return this.latestMs;
  }

  private start(): void {
    this.latestMs = 0;
    this.dueAt = performance.now() + tickMs;
    this.timer = setInterval(() => this.tick(), tickMs).unref();
  }

  private tick(): void {
    const now = performance.now();
    this.latestMs = Math.max(0, now - this.dueAt);
    this.dueAt = now + tickMs;
    this.onTick(this.latestMs);
    if (now - this.askedAt < restAfterMs) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
