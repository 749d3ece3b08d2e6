import { performance } from 'node:perf_hooks';

const tickMs = 20;

/**
 * How long an event waited for this process at most while a call was open: by so much the time that is measured of the call
 * can be too long. Ticks only while calls are open.
 */
export class OwnDelay {
  private readonly open = new Set<{ worstMs: number }>();
  private timer: NodeJS.Timeout | undefined;
  private dueAt = 0;

  /** The call begins; what is returned ends it and tells milliseconds. */
  begin(): () => number {
    const call = { worstMs: 0 };
    if (this.open.size === 0) this.start();
    this.open.add(call);
    return () => {
      this.open.delete(call);
      if (this.open.size === 0) clearInterval(this.timer);
      return Math.round(Math.max(call.worstMs, performance.now() - this.dueAt));
    };
  }

  private start(): void {
    this.dueAt = performance.now() + tickMs;
    this.timer = setInterval(() => this.tick(), tickMs).unref();
  }

  private tick(): void {
    const now = performance.now();
    const lateMs = now - this.dueAt;
    for (const call of this.open) call.worstMs = Math.max(call.worstMs, lateMs);
    this.dueAt = now + tickMs;
  }
}
