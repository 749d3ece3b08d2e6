const tickMs = 20;
const judgedTicks = 3;
const restAfterMs = 1_000;

/**
 * How long events wait for the event loop: the least of the last three ticks, so that one long task or garbage collection
 * is no overload. Ticks only while somebody asks.
 */
export class LoopDelay {
  private readonly latest: number[] = [];
  private timer: NodeJS.Timeout | undefined;
  private dueAt = 0;
  private askedAt = 0;

  standingMs(): number {
    this.askedAt = performance.now();
    if (!this.timer) this.start();
    return this.latest.length < judgedTicks ? 0 : Math.min(...this.latest);
  }

  private start(): void {
    this.latest.length = 0;
    this.dueAt = performance.now() + tickMs;
    this.timer = setInterval(() => this.tick(), tickMs).unref();
  }

  private tick(): void {
    const now = performance.now();
    this.latest.push(Math.max(0, now - this.dueAt));
    if (this.latest.length > judgedTicks) this.latest.shift();
    this.dueAt = now + tickMs;
    if (now - this.askedAt < restAfterMs) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
