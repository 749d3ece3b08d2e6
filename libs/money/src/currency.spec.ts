import { isCurrencyCode, minorUnits } from './currency';

describe('the ISO 4217 table', () => {
  it('holds well formed codes in order, each once', () => {
    const codes = Object.keys(minorUnits);
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(codes).toEqual([...codes].sort());
  });

  it.each([
    ['CNY', 2],
    ['IDR', 2],
    ['PKR', 2],
    ['MGA', 2],
    ['KRW', 0],
    ['VND', 0],
    ['ISK', 0],
    ['BHD', 3],
    ['TND', 3],
    ['UYW', 4],
  ] as const)('gives %s the ISO exponent %p, also where CLDR differs', (code, exponent) => {
    expect(minorUnits[code]).toBe(exponent);
  });

  it.each(['XXX', 'XAU', 'XDR', 'HRK', 'ANG', 'ZWL', 'constructor', 'hkd'])('does not know %s', (code) => {
    expect(isCurrencyCode(code)).toBe(false);
  });
});
