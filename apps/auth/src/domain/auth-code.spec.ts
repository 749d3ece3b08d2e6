import { createHash } from 'node:crypto';
import { deriveAuthCode, deriveVerifyRequestId } from './auth-code';

const key = createHash('sha256').update('a key for tests').digest();
const source = { key, routingNumber: '600' };
const preparationId = '5f3c1f0e-8d61-4a53-9d2b-6f0f1f0a7b11';
const numbers = Array.from({ length: 10_000 }, (_, index) => index + 1);

/** The 99.9th percentile of chi-square with 61 degrees of freedom. */
const critical = 100.9;

function chiSquare(characters: string): number {
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  expect(counts.size).toBe(62);
  const expected = characters.length / 62;
  return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('an authCode', () => {
  it('has 32 characters in the form of Alipay+, with the routing number', () => {
    for (const number of numbers.slice(0, 100)) {
      const code = deriveAuthCode({ key, routingNumber: '042' }, preparationId, number);
      expect(code).toMatch(/^28104213[0-9A-Za-z]{24}$/);
      expect(code).toHaveLength(32);
    }
  });

  it('is the same for the same preparation, number and key, and only then', () => {
    const code = deriveAuthCode(source, preparationId, 1);
    expect(deriveAuthCode(source, preparationId, 1)).toBe(code);
    const others = [
      deriveAuthCode(source, preparationId, 2),
      deriveAuthCode(source, preparationId.replace('5f', '6f'), 1),
      deriveAuthCode({ ...source, key: Buffer.alloc(32) }, preparationId, 1),
    ];
    expect(new Set([code, ...others]).size).toBe(4);
  });

  it('uses its alphabet evenly: 10,000 codes pass a chi-square test, as a whole and at each place', () => {
    const tails = numbers.map((number) => deriveAuthCode(source, preparationId, number).slice(8));
    expect(new Set(tails).size).toBe(tails.length);
    expect(chiSquare(tails.join(''))).toBeLessThan(critical);
    for (let place = 0; place < 24; place++) {
      expect(chiSquare(tails.map((tail) => tail[place]).join(''))).toBeLessThan(critical);
    }
  });
});

describe('the verifyRequestId of an authCode', () => {
  it('has 32 characters of its own', () => {
    const id = deriveVerifyRequestId(source, preparationId, 1);
    expect(id).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(id).toBe(deriveVerifyRequestId(source, preparationId, 1));
    expect(id).not.toBe(deriveVerifyRequestId(source, preparationId, 2));
    expect(id).not.toContain(deriveAuthCode(source, preparationId, 1).slice(8, 20));
  });
});
