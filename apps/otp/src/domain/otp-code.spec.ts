import { randomCode } from './otp-code';

/** Pearson's statistic of the digits at one position; 9 degrees of freedom. */
function chiSquare(codes: readonly string[], position: number): number {
  const counts = new Array<number>(10).fill(0);
  for (const code of codes) counts[Number(code[position])]! += 1;
  const expected = codes.length / 10;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('randomCode', () => {
  it('draws every digit equally often at every position (p > 1e-7)', () => {
    const codes = Array.from({ length: 200_000 }, () => randomCode(6));
    for (let position = 0; position < 6; position++) expect(chiSquare(codes, position)).toBeLessThan(50.8);
  });

  it.each([4, 6, 12])('has exactly %i digits, leading zeros included', (length) => {
    const codes = Array.from({ length: 2_000 }, () => randomCode(length));
    expect(codes.every((code) => /^\d+$/.test(code) && code.length === length)).toBe(true);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });
});
