import { seedCount } from './config';
import { runSeed } from './run-seed';

const cases = 10;

/** One of two halves of the seeds, so that two processes share them. */
export function itHoldsForHalf(half: 0 | 1): void {
  const perCase = Math.ceil(seedCount / (2 * cases));
  const firsts = Array.from({ length: cases }, (_, index) => 1 + (half * cases + index) * perCase);
  it.each(firsts.map((first) => [first, first + perCase - 1]))(
    'from seed %i to %i',
    async (first, last) => {
      for (let seed = first; seed <= last; seed++) await runSeed(seed);
    },
    Math.max(120_000, perCase * 1_000),
  );
}
