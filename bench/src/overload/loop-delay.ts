import { performance } from 'node:perf_hooks';

const tickMs = 5;

/** How late this process is: what an event had to wait for the event loop, which is no time of whoever answered. */
export class LoopDelay {
  private readonly seen: number[] = [];
  private expectedAt = performance.now() + tickMs;
  private last = 0;
  private readonly timer = setInterval(() => this.tick(), tickMs);

  /** Milliseconds, at this moment. */
  get current(): number {
    return Math.max(this.last, performance.now() - this.expectedAt, 0);
  }

  /** Of each tick so far. */
  get all(): readonly number[] {
    return this.seen;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = performance.now();
    this.last = Math.max(0, now - this.expectedAt);
    this.expectedAt = now + tickMs;
    this.seen.push(this.last);
  }
}
