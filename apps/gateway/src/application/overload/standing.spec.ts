import { Standing } from './standing';

describe('a bound that is exceeded for good', () => {
  /** Looks every 20 ms; after each group of so many ms of one value, whether it stands. */
  const after = (...groups: readonly (readonly [ms: number, value: number])[]): boolean[] => {
    const standing = new Standing(100);
    let now = 5_000;
    return groups.map(([ms, value]) => {
      for (const until = now + ms; now < until; now += 20) standing.look(value, now);
      return standing.stands;
    });
  };

  it('has been exceeded for 3 s', () => {
    expect(after([3_000, 100], [20, 100])).toEqual([false, true]);
    expect(after([10_000, 99])).toEqual([false]);
  });

  it('is none when one look in 3 s was below', () => {
    expect(after([2_980, 500], [20, 99], [2_980, 500], [20, 99], [2_980, 500])).toEqual(Array(5).fill(false));
  });

  it('stays one until it has been kept for 3 s', () => {
    expect(after([3_020, 500], [2_980, 0], [20, 500], [2_980, 0], [60, 0])).toEqual([true, true, true, true, false]);
    expect(after([3_020, 500], [3_020, 0], [2_980, 500])).toEqual([true, false, false]);
  });

  it('is not told by one look, however long it took to come to it', () => {
    const standing = new Standing(100);
    standing.look(0, 0);
    standing.look(60_000, 60_000);
    expect(standing.stands).toBe(false);
    standing.look(60_000, 62_999);
    expect(standing.stands).toBe(false);
  });
});
