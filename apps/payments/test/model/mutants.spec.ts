import { runSeed } from './run-seed';
import type { Safety } from './memory/safeties';

/** How many seeds it takes at the most until something like this is found without these safeties; `undefined`: more. */
async function seedsToFind(removed: readonly Safety[], pattern: RegExp, most: number): Promise<number | undefined> {
  for (let seed = 1; seed <= most; seed++) {
    const run = runSeed(seed, { removed, shrinks: false });
    const broken = await run.then(
      () => '',
      ({ message }: Error) => message,
    );
    if (pattern.test(broken.split('\nseed ')[0] ?? '')) return seed;
  }
  return undefined;
}

const manySeeds = 500;
const timeoutMs = 180_000;

describe('without one safety the runs find what is broken', () => {
  it.each<[string, readonly Safety[], RegExp]>([
    ['rows of orders are not locked', ['order-locks'], /^(model|net debit)/m],
    ['wallets are not locked', ['account-locks'], /^isolation/m],
    ['an id is stored twice', ['unique-keys'], /^I5/m],
    ['what is stored is not found by a repeat', ['stored-results'], /dead letter|^model/m],
    ['half a transaction is committed', ['atomic-writes'], /^(I2|I3)/m],
    ['facts are told before the commit', ['facts-in-transaction'], /^I10/m],
    ['a broken database is answered F', ['unknown-on-fault'], /^(I8|I9)/m],
    ['the cancellation of an unknown id is forgotten', ['cancel-tombstones'], /^I8/m],
  ])(
    '%s',
    async (_what, removed, pattern) => {
      expect(await seedsToFind(removed, pattern, manySeeds)).toBeLessThanOrEqual(manySeeds);
    },
    timeoutMs,
  );
});

describe('where a second safety holds, it takes both', () => {
  it(
    'the locks hold without the guards',
    async () => {
      expect(await seedsToFind(['guards'], /./, 100)).toBeUndefined();
    },
    timeoutMs,
  );

  it.each<[string, readonly Safety[], RegExp]>([
    ['more is refunded than was paid', ['guards', 'order-locks'], /^I6/m],
    ['a wallet falls below zero', ['guards', 'account-locks'], /^I4/m],
    ['an order is debited twice', ['unique-keys', 'stored-results'], /^I3/m],
    ['a refund is decided twice', ['unique-keys', 'stored-results'], /^I9 refund/m],
  ])(
    '%s',
    async (_what, removed, pattern) => {
      expect(await seedsToFind(removed, pattern, manySeeds)).toBeLessThanOrEqual(manySeeds);
    },
    timeoutMs,
  );
});
