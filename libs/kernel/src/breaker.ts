/** What a call says of its receiver. UNKNOWN: nothing, because it was not made or its end was not seen. */
export type CallResult = 'GOOD' | 'BAD' | 'UNKNOWN';

/** A call that was let through. */
export interface Call {
  end(result: CallResult): void;
}

interface Second {
  readonly number: number;
  calls: number;
  bad: number;
}

/** After so many `calls` at least within `windowMs` (whole seconds), of which so many `percent` were bad. */
interface ShareRule {
  readonly calls: number;
  readonly percent: number;
  readonly windowMs: number;
}

/** When a breaker opens: by a share, or after so many bad calls in a row. Open, it lets one call through every `probeMs`. */
export type BreakerRules = (ShareRule | { readonly inARow: number }) & { readonly probeMs: number };

/**
 * Leaves a receiver alone that does not take calls: open, it lets one through now and then, never two at once, until such a
 * one is good. A call that was under way when it opened decides nothing.
 */
export class Breaker {
  private seconds: Second[] = [];
  private badInARow = 0;
  private openProbe: { dueAt: number; isUnderWay: boolean } | undefined;

  /** `elapsedMs`: milliseconds that never go back. `onChange` is told when it opens, and when it closes. */
  constructor(
    private readonly rules: BreakerRules,
    private readonly elapsedMs: () => number,
    private readonly onChange: (isOpen: boolean) => void = () => undefined,
  ) {}

  get isOpen(): boolean {
    return this.openProbe !== undefined;
  }

  /** How many calls may begin now. */
  get places(): number {
    if (!this.openProbe) return Infinity;
    return !this.openProbe.isUnderWay && this.elapsedMs() >= this.openProbe.dueAt ? 1 : 0;
  }

  begin(): Call {
    if (!this.openProbe) return { end: (result) => this.count(result) };
    this.openProbe = { dueAt: this.elapsedMs() + this.rules.probeMs, isUnderWay: true };
    return { end: (result) => this.endProbe(result) };
  }

  private endProbe(result: CallResult): void {
    if (result === 'GOOD') this.close();
    else if (this.openProbe) this.openProbe.isUnderWay = false;
  }

  private count(result: CallResult): void {
    if (result === 'UNKNOWN' || this.isOpen) return;
    this.badInARow = result === 'BAD' ? this.badInARow + 1 : 0;
    if ('inARow' in this.rules ? this.badInARow >= this.rules.inARow : this.isTooBad(result, this.rules)) this.open();
  }

  private isTooBad(result: CallResult, { calls, percent, windowMs }: ShareRule): boolean {
    const number = Math.floor(this.elapsedMs() / 1_000);
    this.seconds = this.seconds.filter((second) => second.number > number - windowMs / 1_000);
    const last = this.seconds.at(-1);
    const second = last?.number === number ? last : { number, calls: 0, bad: 0 };
    if (second !== last) this.seconds.push(second);
    second.calls += 1;
    if (result === 'BAD') second.bad += 1;
    const sum = (field: 'calls' | 'bad') => this.seconds.reduce((total, second) => total + second[field], 0);
    return sum('calls') >= calls && sum('bad') * 100 >= percent * sum('calls');
  }

  private open(): void {
    this.seconds = [];
    this.badInARow = 0;
    this.openProbe = { dueAt: this.elapsedMs() + this.rules.probeMs, isUnderWay: false };
    this.onChange(true);
  }

  private close(): void {
    if (!this.openProbe) return;
    this.openProbe = undefined;
    this.onChange(false);
  }
}
