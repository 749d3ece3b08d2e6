import { summarise } from './latencies';

describe('a summary of latencies', () => {
  it('takes percentiles by nearest rank', () => {
    const latencies = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(summarise(latencies, 4)).toEqual({ perSecond: 50, p50Ms: 100, p99Ms: 198, count: 200 });
  });

  it('of one value is that value', () => {
    expect(summarise([7], 1)).toEqual({ perSecond: 1, p50Ms: 7, p99Ms: 7, count: 1 });
  });

  it('of nothing has no percentiles', () => {
    expect(summarise([], 8)).toEqual({ perSecond: 0, p50Ms: NaN, p99Ms: NaN, count: 0 });
  });
});
