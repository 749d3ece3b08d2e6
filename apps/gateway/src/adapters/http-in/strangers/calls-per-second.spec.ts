import { CallsPerSecond } from './calls-per-second';

describe('calls per second', () => {
  const admitted = (calls: CallsPerSecond, source: string, at: number, count: number): number =>
    Array.from({ length: count }, () => calls.admit(source, at)).filter(Boolean).length;

  it('are admitted up to the limit at once, each source by itself', () => {
    const calls = new CallsPerSecond(50);
    expect(admitted(calls, '192.0.2.1', 10_000, 40)).toBe(40);
    expect(admitted(calls, '192.0.2.1', 10_000, 40)).toBe(10);
    expect(admitted(calls, '192.0.2.2', 10_000, 40)).toBe(40);
    expect(admitted(calls, '192.0.2.1', 11_000, 60)).toBe(50);
  });

  it.each([1, 3, 20, 50])('of a flood are admitted evenly: %d a second', (limit) => {
    const calls = new CallsPerSecond(limit);
    admitted(calls, '192.0.2.1', 10_000, 2 * limit);
    for (let part = 1; part <= 3 * limit; part++) {
      const at = 10_000 + Math.ceil((part * 1_000) / limit);
      expect([calls.isSpent('192.0.2.1', at - 2), admitted(calls, '192.0.2.1', at, 10)]).toEqual([true, 1]);
    }
  });

  it('are not counted by asking whether the limit is reached', () => {
    const calls = new CallsPerSecond(2);
    for (let asked = 0; asked < 5; asked++) expect(calls.isSpent('192.0.2.1', 10_000)).toBe(false);
    expect(admitted(calls, '192.0.2.1', 10_000, 2)).toBe(2);
    expect(calls.isSpent('192.0.2.1', 10_000)).toBe(true);
    expect(calls.isSpent('192.0.2.2', 10_000)).toBe(false);
  });

  it('are admitted again after the clock was set back', () => {
    const calls = new CallsPerSecond(1);
    expect(admitted(calls, '192.0.2.1', 10_000, 2)).toBe(1);
    expect(admitted(calls, '192.0.2.1', 9_000, 2)).toBe(1);
  });

  it('of one customer of IPv6 are one source, whatever the address', () => {
    const calls = new CallsPerSecond(10);
    const sources = Array.from({ length: 1_000 }, (_, index) => `2001:db8:1:2:${index.toString(16)}::1`);
    expect(sources.filter((source) => calls.admit(source, 10_000))).toHaveLength(10);
    expect(calls.admit('2001:db8:1:3::1', 10_000)).toBe(true);
  });

  it('of ever new sources are counted together past a bound, and known ones go on', () => {
    const calls = new CallsPerSecond(10);
    expect(calls.admit('192.0.2.1', 10_500)).toBe(true);
    const sources = Array.from({ length: 60_000 }, (_, index) => `10.9.${index >> 8}.${index & 255}`);
    expect(sources.filter((source) => calls.admit(source, 10_500)).length).toBe(9_999 + 10);
    expect(calls.isSpent('192.0.2.99', 10_500)).toBe(true);
    expect(admitted(calls, '192.0.2.1', 10_500, 20)).toBe(9);
    expect(calls.isSpent('192.0.2.99', 11_500)).toBe(false);
    expect(sources.slice(-3).every((source) => calls.admit(source, 11_500))).toBe(true);
  });
});
