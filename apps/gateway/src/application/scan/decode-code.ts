import type { CustomerId } from '@wallet/kernel';
import type { DecodingAnswer, OneDecoding } from './one-decoding';

/** A clock that never goes back, and a way to wait. */
export interface Pace {
  elapsedMs(): number;
  wait(ms: number): Promise<void>;
  /** 0 to 1, so that callers who were refused together do not come back together. */
  random(): number;
}

const realPace: Pace = {
  elapsedMs: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

export interface ScannedCode {
  readonly codeValue: string;
  readonly customerId: CustomerId;
}

export interface DecodingBounds {
  /** From the first call to the end of the last one. */
  readonly budgetMs: number;
  /** Codes that are asked about at once. */
  readonly maxWaiters: number;
}

type Decided = Exclude<DecodingAnswer, { kind: 'repeat' | 'none' }>;

const firstWaitMs = 100;
const longestWaitMs = 1_600;

/**
 * Asks for the order behind a code until Alipay+ decides: the same text again after a U and after silence, with growing
 * waits. What comes after the budget is not listened to. See docs/alipayplus.md#userinitiatedpay.
 */
export class DecodeCode {
  private waiting = 0;

  constructor(
    private readonly decoding: OneDecoding,
    private readonly bounds: DecodingBounds,
    private readonly pace: Pace = realPace,
  ) {}

  /** `undecided`: the budget is spent, or the caller has left. `overload`: not asked, too many wait. */
  async execute(
    { codeValue, customerId }: ScannedCode,
    hasHungUp: () => boolean,
  ): Promise<Decided | 'undecided' | 'overload'> {
    if (this.waiting >= this.bounds.maxWaiters) return 'overload';
    this.waiting += 1;
    try {
      return await this.repeated(JSON.stringify({ codeValue, customerId }), hasHungUp);
    } finally {
      this.waiting -= 1;
    }
  }

  private async repeated(request: string, hasHungUp: () => boolean): Promise<Decided | 'undecided'> {
    const { pace, bounds } = this;
    const endsAt = pace.elapsedMs() + bounds.budgetMs;
    for (let longestMs = firstWaitMs; ; longestMs = Math.min(2 * longestMs, longestWaitMs)) {
      const answer = await this.decoding.ask(request, endsAt - pace.elapsedMs());
      if (answer.kind !== 'repeat' && answer.kind !== 'none') return answer;
      const waitMs = longestMs * (0.5 + 0.5 * pace.random());
      if (pace.elapsedMs() + waitMs >= endsAt || hasHungUp()) return 'undecided';
      await pace.wait(waitMs);
      if (hasHungUp()) return 'undecided';
    }
  }
}
