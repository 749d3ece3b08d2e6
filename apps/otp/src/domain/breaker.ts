export interface BreakerRules {
  /** So many calls at least within the window. */
  readonly calls: number;
  /** And so many of them, in percent, failed: it opens. */
  readonly percent: number;
  readonly windowMs: number;
  /** While open, one call in this time is let through; its success closes it. */
  readonly probeMs: number;
}

interface Second {
  readonly number: number;
  calls: number;
  failures: number;
}

/** Leaves alone what fails. All times in ms of one clock that never goes back. */
export class Breaker {
  /** The seconds of the window that had calls, the oldest first. */
  private seconds: Second[] = [];
  private nextProbeAt: number | undefined;

  constructor(private readonly rules: BreakerRules) {}

  get isOpen(): boolean {
    return this.nextProbeAt !== undefined;
  }

  /** Whether a call would be let through now. */
  admits(now: number): boolean {
    return this.nextProbeAt === undefined || now >= this.nextProbeAt;
  }

  /** Whether the call may be made. Of an open one, the next may be after `probeMs`. */
  enter(now: number): boolean {
    if (!this.admits(now)) return false;
    if (this.isOpen) this.nextProbeAt = now + this.rules.probeMs;
    return true;
  }

  succeeded(now: number): void {
    if (this.isOpen) {
      this.seconds = [];
      this.nextProbeAt = undefined;
    }
    this.count(now, 0);
  }

  /** True when this failure has opened it. */
  failed(now: number): boolean {
    this.count(now, 1);
    if (this.isOpen) return false;
    const calls = this.seconds.reduce((sum, second) => sum + second.calls, 0);
    const failures = this.seconds.reduce((sum, second) => sum + second.failures, 0);
    const { calls: least, percent, probeMs } = this.rules;
    if (calls < least || failures * 100 < percent * calls) return false;
    this.nextProbeAt = now + probeMs;
    return true;
  }

  private count(now: number, failures: 0 | 1): void {
    const number = Math.floor(now / 1_000);
    this.seconds = this.seconds.filter((second) => second.number > (now - this.rules.windowMs) / 1_000 - 1);
    const last = this.seconds.at(-1);
    if (last?.number === number) {
      last.calls += 1;
      last.failures += failures;
    } else {
      this.seconds.push({ number, calls: 1, failures });
    }
  }
}
