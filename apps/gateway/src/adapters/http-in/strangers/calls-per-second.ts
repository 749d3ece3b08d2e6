import { addressBlock } from './address-block';

const second = 1_000;
/** Blocks that are told apart; all further ones count as one until some have been quiet for long enough. */
const maxBlocks = 10_000;
const allOthers = 'others';
/** Of sums of times that are no whole milliseconds. */
const roundingMs = 0.01;

/**
 * Admits so many calls a second of each block of addresses, evenly: that many at once after a quiet second, then one at a
 * time. A flood comes through as a drizzle, not as a burst in each second.
 */
export class CallsPerSecond {
  /** When what each block has sent is forgotten; epoch milliseconds. */
  private readonly forgottenAt = new Map<string, number>();
  private readonly spacingMs: number;
  private sweptAt = -Infinity;

  /** `ofWhom`: who counts as one; not given, a block of addresses. */
  constructor(
    limit: number,
    private readonly ofWhom: (caller: string) => string = addressBlock,
  ) {
    this.spacingMs = second / limit;
  }

  /** Whether this one is within the limit; then it counts. `at` is epoch milliseconds. */
  admit(caller: string, at: number): boolean {
    const block = this.counted(this.ofWhom(caller), at);
    const debtMs = this.debtMs(block, at);
    if (this.isPast(debtMs)) return false;
    this.forgottenAt.set(block, at + debtMs + this.spacingMs);
    return true;
  }

  /** Whether one more would be past the limit. */
  isSpent(caller: string, at: number): boolean {
    return this.isPast(this.debtMs(this.counted(this.ofWhom(caller), at), at));
  }

  private isPast(debtMs: number): boolean {
    return debtMs > second - this.spacingMs + roundingMs;
  }

  /** How long the block would have to be quiet. More than a second was left when the clock was set back. */
  private debtMs(block: string, at: number): number {
    const debtMs = Math.max(0, (this.forgottenAt.get(block) ?? at) - at);
    return debtMs > second + roundingMs ? 0 : debtMs;
  }

  private counted(block: string, at: number): string {
    if (this.forgottenAt.size >= maxBlocks && !this.forgottenAt.has(block)) this.forget(at);
    return this.forgottenAt.size < maxBlocks || this.forgottenAt.has(block) ? block : allOthers;
  }

  private forget(at: number): void {
    if (at >= this.sweptAt && at - this.sweptAt < second) return;
    this.sweptAt = at;
    for (const block of this.forgottenAt.keys()) {
      if (this.debtMs(block, at) === 0) this.forgottenAt.delete(block);
    }
  }
}
