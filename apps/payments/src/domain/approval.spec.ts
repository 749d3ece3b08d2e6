import { isSameOperator } from '@wallet/kernel';
import { Money } from '@wallet/money';
import { judgeVerdict, needsApproval, type Approval, type ApprovalState } from './approval';

const approval = (state: ApprovalState): Approval => ({
  approvalId: 'a',
  cashIn: { customerId: 'c', reference: 'r', amount: Money.of('HKD', 1n) },
  requested: { operator: 'a.lee', reason: 'cash' },
  ...{ requestedAt: new Date(0), expiresAt: new Date(1), state },
});

describe('who may decide', () => {
  it.each(['a.lee', 'A.Lee', ' a.lee ', 'a. lee', 'ａ.ｌｅｅ', 'a.\u200blee'])('not %j, who asked', (operator) => {
    expect(isSameOperator('a.lee', operator)).toBe(true);
    expect(judgeVerdict('approve', approval('WAITING'), operator)).toBe('same-operator');
    expect(judgeVerdict('refuse', approval('WAITING'), operator)).toBe('same-operator');
  });

  it.each([
    ['approve', 'WAITING', 'decide'],
    ['refuse', 'WAITING', 'decide'],
    ['approve', 'APPROVED', 'repeated'],
    ['refuse', 'APPROVED', 'approved'],
    ['approve', 'REFUSED', 'refused'],
    ['refuse', 'REFUSED', 'repeated'],
    ['approve', 'EXPIRED', 'expired'],
    ['refuse', 'EXPIRED', 'expired'],
  ] as const)('somebody else may %s what is %s: %s', (verdict, state, expected) => {
    expect(judgeVerdict(verdict, approval(state), 'b.ng')).toBe(expected);
  });
});

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
