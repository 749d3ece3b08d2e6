import { barOf } from './sms-rules';

describe('the rules of destinations', () => {
  const rules = { countries: ['852', '1'], blockedPrefixes: ['85290', '1876'] };

  it.each([
    ['+85252412345', undefined],
    ['+85290001234', 'prefix-not-allowed'],
    ['+12025550123', undefined],
    ['+18765550123', 'prefix-not-allowed'],
    ['+8613812345678', 'country-not-allowed'],
    ['+85312345678', 'country-not-allowed'],
  ])('say of %s: %s', (mobileNumber, bar) => {
    expect(barOf(mobileNumber, rules)).toBe(bar);
  });

  it('allow every country when none is named', () => {
    expect(barOf('+8613812345678', { countries: [], blockedPrefixes: [] })).toBeUndefined();
  });
});
