import { isSameOperator, judgeVerdict } from './four-eyes';

const requested = { operator: 'a.lee' };

describe('who may decide', () => {
  it.each(['a.lee', 'A.Lee', ' a.lee ', 'a. lee', 'ａ.ｌｅｅ', 'a.\u200blee'])('not %j, who asked', (operator) => {
    expect(isSameOperator('a.lee', operator)).toBe(true);
    expect(judgeVerdict('approve', { state: 'WAITING', requested }, operator)).toBe('same-operator');
    expect(judgeVerdict('refuse', { state: 'WAITING', requested }, operator)).toBe('same-operator');
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
    expect(judgeVerdict(verdict, { state, requested }, 'b.ng')).toBe(expected);
  });
});
