import { Money } from '@wallet/money';
import { refusalByLimits } from './limits';
import type { Limits, Wallet } from '../wallet/wallet';
import { limitsIn } from '../../../test/limits-in';

const common = limitsIn(['HKD'], { single: 500n, dailyAmount: 900n, dailyCount: 3 });
const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 10_000n,
  today: { amount: 400n, count: 2 },
};
const refusal = (amount: bigint, own: Partial<Limits>) =>
  refusalByLimits(Money.of('HKD', amount), { ...wallet, limits: own }, common);

describe("a customer's own limits", () => {
  it.each([
    ['lower', 100n, { single: 99n }, 'SingleLimitExceeded'],
    ['lower', 100n, { dailyAmount: 499n }, 'DailyAmountLimitExceeded'],
    ['lower', 100n, { dailyCount: 2 }, 'DailyCountLimitExceeded'],
    ['lowest', 1n, { single: 0n }, 'SingleLimitExceeded'],
    ['higher', 501n, { single: 501n, dailyAmount: 901n }, undefined],
    ['higher', 502n, { single: 501n, dailyAmount: 902n }, 'SingleLimitExceeded'],
    ['partly given', 501n, { single: 501n }, 'DailyAmountLimitExceeded'],
    ['not given', 500n, {}, undefined],
  ])('that are %s count: %p with %p', (_, amount, own, expected) => {
    expect(refusal(amount, own)).toBe(expected);
  });

  it('stand in for those of a currency that has none, if they are whole', () => {
    const inYen = (limits: Partial<Limits>) =>
      refusalByLimits(Money.of('JPY', 2n), { ...wallet, currency: 'JPY', limits }, common);
    expect(inYen({ single: 2n, dailyAmount: 402n })).toBeUndefined();
    expect(inYen({ single: 1n, dailyAmount: 402n })).toBe('SingleLimitExceeded');
    for (const own of [{}, { single: 2n, dailyCount: 9 }, { dailyAmount: 402n }]) expect(inYen(own)).toBe('no-limits');
  });
});
