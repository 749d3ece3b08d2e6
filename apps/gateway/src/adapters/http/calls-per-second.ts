import { addressBlock } from './address-block';

const second = 1_000;
/** Blocks that are told apart within a second; all further ones count as one. */
const maxBlocks = 10_000;
const allOthers = 'others';

/** Counts the calls of a second by the block of addresses that they come from. */
export class CallsPerSecond {
  private readonly counts = new Map<string, number>();
  private began = 0;

  constructor(private readonly limit: number) {}

  /** Whether this one is within the limit. `at` is epoch milliseconds. */
  admit(address: string, at: number): boolean {
    if (at - this.began >= second || at < this.began) {
      this.began = at;
      this.counts.clear();
    }
    const block = addressBlock(address);
    const counted = this.counts.has(block) || this.counts.size < maxBlocks ? block : allOthers;
    const count = (this.counts.get(counted) ?? 0) + 1;
    this.counts.set(counted, count);
    return count <= this.limit;
  }
}
