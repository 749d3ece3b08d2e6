import { parseCpuTime, processTimes } from './process-times';

describe('CPU times of processes', () => {
  it.each([
    ['0:01.25', 1.25],
    ['12:34.50', 754.5],
    ['01:02:03', 3723],
    ['2-01:02:03', 176_523],
  ])('reads %s', (text, seconds) => expect(parseCpuTime(text)).toBeCloseTo(seconds));

  it('knows this process', () => {
    const own = processTimes().find(({ pid }) => pid === process.pid);
    expect(own?.parent).toBe(process.ppid);
    expect(own?.cpuSeconds).toBeGreaterThan(0);
  });
});
