import { Money } from '@wallet/money';
import { isAboveCeilings, judgeImport, type CustomerImport, type ImportState } from './import-approval';

const waiting: CustomerImport = {
  ...{ importId: 'i', state: 'WAITING', needsApproval: true, customers: 1, sums: { HKD: '1' } },
  requested: { operator: 'a.lee', reason: 'moved' },
  ...{ requestedAt: new Date(0), expiresAt: new Date(1) },
};

describe('who may decide on an import', () => {
  it.each(['a.lee', ' A.Lee', 'ａ.ｌｅｅ', 'a.\u200blee'])('not %j, who asked', (operator) => {
    expect(judgeImport('approve', waiting, operator)).toBe('same-operator');
    expect(judgeImport('refuse', waiting, operator)).toBe('same-operator');
  });

  it.each([
    ['approve', 'WAITING', 'decide'],
    ['refuse', 'WAITING', 'decide'],
    ['approve', 'APPROVED', 'repeated'],
    ['refuse', 'APPROVED', 'approved'],
    ['approve', 'REFUSED', 'refused'],
    ['refuse', 'REFUSED', 'repeated'],
    ['approve', 'EXPIRED', 'expired'],
    ['approve', 'STAGING', undefined],
  ] as const)('somebody else may %s what is %s: %s', (verdict, state: ImportState, expected) => {
    expect(judgeImport(verdict, { ...waiting, state }, 'b.ng')).toBe(expected);
  });

  it('nobody, when it needed nobody', () => {
    expect(judgeImport('refuse', { ...waiting, state: 'APPROVED', needsApproval: false }, 'b.ng')).toBeUndefined();
  });
});

describe('an import needs approval', () => {
  const ceilings = new Map([['HKD', Money.of('HKD', 1_000n)]] as const);
  it.each([
    [{ HKD: '1000' }, {}, false],
    [{ HKD: '1001' }, {}, true],
    [{ HKD: '1' }, { HKD: '1000' }, true],
    [{ HKD: '0' }, { HKD: '5000' }, false],
    [{ HKD: '1', JPY: '1' }, {}, true],
    [{ JPY: '0' }, { JPY: '9' }, false],
    [{ HKD: '9999999999999999999999' }, {}, true],
    [{}, { HKD: '5000' }, false],
  ])('of %j after %j: %p', (sums, recent, expected) => {
    expect(isAboveCeilings(sums as Record<string, string>, recent as Record<string, string>, ceilings)).toBe(expected);
  });
});
