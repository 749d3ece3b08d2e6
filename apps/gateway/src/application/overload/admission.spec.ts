import { Admission, type Load } from './admission';
import type { Priority } from './priority';

const bounds = { maxWaiters: 200, maxAgeMs: 2_000, maxLoopDelayMs: 100, signedPerSecond: 0 };
const calm: Load = { waiting: 50, oldestMs: 100, loopDelayMs: 5 };
const priorities: Priority[] = ['evaluation', 'order', 'essential'];

describe('admission by the load', () => {
  let now = 10_000;
  const admission = (over: Partial<typeof bounds> = {}) => new Admission({ ...bounds, ...over }, () => now);
  const all = (load: Partial<Load>, from = admission()) =>
    priorities.map((priority) => from.overload(priority, { ...calm, ...load }));

  it('takes everything below the bounds', () => {
    expect(all({})).toEqual([undefined, undefined, undefined]);
    expect(all({ waiting: 119, oldestMs: 1_199, loopDelayMs: 59 })).toEqual([undefined, undefined, undefined]);
  });

  it.each<[string, (share: number) => Partial<Load>]>([
    ['waiters', (share) => ({ waiting: 200 * share })],
    ['loop-delay', (share) => ({ loopDelayMs: 100 * share })],
  ])('sheds evaluations at 60 %%, orders at 80 %%, all at 100 %% of %s', (reason, at) => {
    expect(all(at(0.6))).toEqual([reason, undefined, undefined]);
    expect(all(at(0.79))).toEqual([reason, undefined, undefined]);
    expect(all(at(0.8))).toEqual([reason, reason, undefined]);
    expect(all(at(0.995))).toEqual([reason, reason, undefined]);
    expect(all(at(1))).toEqual([reason, reason, reason]);
  });

  it('sheds in the same order by the age of the oldest, but for one call in 100 ms', () => {
    const shed = (from: Admission, oldestMs: number) => all({ oldestMs }, from);
    const busy = admission();
    expect(busy.overload('order', { ...calm, oldestMs: 5_000 })).toBeUndefined();
    expect(shed(busy, 1_200)).toEqual(['age', undefined, undefined]);
    expect(shed(busy, 1_600)).toEqual(['age', 'age', undefined]);
    expect(shed(busy, 2_000)).toEqual(['age', 'age', 'age']);
    now += 99;
    expect(shed(busy, 2_000)).toEqual(['age', 'age', 'age']);
    now += 1;
    expect(shed(busy, 2_000)).toEqual([undefined, 'age', 'age']);
  });

  it('sheds nothing by delay or age while few wait: then it is not the calls that are slow', () => {
    const slow = { oldestMs: 60_000, loopDelayMs: 60_000 };
    expect(all({ ...slow, waiting: 19 })).toEqual([undefined, undefined, undefined]);
    expect(all({ ...slow, waiting: 20 })).toEqual(['loop-delay', 'loop-delay', 'loop-delay']);
  });

  it('lets as many a second pass the bound of waiters as can be refused with a signature', () => {
    const signing = admission({ signedPerSecond: 10 });
    const passed = () =>
      Array.from({ length: 100 }, () => signing.overload('order', { ...calm, waiting: 160 })).filter(
        (reason) => reason === undefined,
      ).length;
    expect(passed()).toBe(10);
    expect(passed()).toBe(0);
    now += 500;
    expect(passed()).toBe(5);
    now += 60_000;
    expect(passed()).toBe(10);
  });
});
