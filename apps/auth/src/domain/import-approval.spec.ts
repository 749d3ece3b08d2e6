import { Money } from '@wallet/money';
import { isAboveCeilings, judgeImport, type CustomerImport } from './import-approval';

const waiting: CustomerImport = {
  importId: 'i',
  state: 'WAITING',
  needsApproval: true,
  customers: 1,
  sums: { HKD: '1' },
  requested: { operator: 'a.lee', reason: 'moved' },
  requestedAt: new Date(0),
  expiresAt: new Date(1),
};

describe('a verdict on an import', () => {
  it('is not for who asked, and decides when it is somebody else', () => {
    expect(judgeImport('approve', waiting, ' A.Lee')).toBe('same-operator');
    expect(judgeImport('approve', waiting, 'b.ng')).toBe('decide');
    expect(judgeImport('refuse', { ...waiting, state: 'APPROVED' }, 'b.ng')).toBe('approved');
  });

  it('has nothing to decide on while rows are staged, or when it needed nobody', () => {
    expect(judgeImport('approve', { ...waiting, state: 'STAGING' }, 'b.ng')).toBeUndefined();
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
