import { Money } from '@wallet/money';
import { needsApproval } from './approval';

describe('a credit needs approval', () => {
  const ceilings = new Map([['HKD', Money.of('HKD', 1_000n)]] as const);
  it.each([
    ['HKD', 1_000n, 0n, false],
    ['HKD', 1_001n, 0n, true],
    ['HKD', 1n, 1_000n, true],
    ['HKD', 400n, 600n, false],
    ['JPY', 1n, 0n, true],
  ] as const)('of %s %d after %d: %p', (currency, amount, recent, expected) => {
    expect(needsApproval(Money.of(currency, amount), recent, ceilings)).toBe(expected);
  });
});
