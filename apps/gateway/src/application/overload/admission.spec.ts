import { Admission, type Load } from './admission';
import type { Priority } from '../priority';

const bounds = { maxWaiters: 200, maxAgeMs: 2_000, maxLoopDelayMs: 100, signedPerSecond: 0 };
const calm: Load = { waiting: 50, burst: 0, intakeMs: 5, oldestMs: 100, loopDelayMs: 5 };
const priorities: Priority[] = ['evaluation', 'order', 'essential'];

describe('admission by the load', () => {
  let now = 10_000;
  const admission = (over: Partial<typeof bounds> = {}) => new Admission({ ...bounds, ...over }, () => now);
  const all = (load: Partial<Load>, from = admission()) =>
    priorities.map((priority) => from.overload(priority, { ...calm, ...load }));

  /** Where all waits and the delay have been past their bounds for 3 s. */
  const standing = (): Admission => {
    const from = admission();
    for (let ms = 0; ms <= 3_000; ms += 20, now += 20) from.look({ oldestMs: 1_200, loopDelayMs: 60 });
    return from;
  };

  it('takes everything below the bounds', () => {
    expect(all({})).toEqual([undefined, undefined, undefined]);
    const most = { waiting: 119, oldestMs: 1_199, loopDelayMs: 59 };
    expect(all(most, standing())).toEqual([undefined, undefined, undefined]);
  });

  it.each<[string, (share: number) => Partial<Load>]>([
    ['waiters', (share) => ({ waiting: 200 * share })],
    ['age', (share) => ({ oldestMs: 2_000 * share })],
    ['loop-delay', (share) => ({ loopDelayMs: 100 * share })],
  ])('sheds evaluations at 60 %%, orders at 80 %%, all at 100 %% of %s', (reason, at) => {
    const shed = (share: number) => all(at(share), standing());
    expect(shed(0.59)).toEqual([undefined, undefined, undefined]);
    expect(shed(0.6)).toEqual([reason, undefined, undefined]);
    expect(shed(0.79)).toEqual([reason, undefined, undefined]);
    expect(shed(0.8)).toEqual([reason, reason, undefined]);
    expect(shed(0.995)).toEqual([reason, reason, undefined]);
    expect(shed(1)).toEqual([reason, reason, reason]);
  });

  it('sheds nothing by delay or age while few wait: then it is not the calls that are slow', () => {
    const slow = { burst: 1_000, intakeMs: 60_000, oldestMs: 60_000, loopDelayMs: 60_000 };
    expect(all({ ...slow, waiting: 19 }, standing())).toEqual([undefined, undefined, undefined]);
    expect(all({ ...slow, waiting: 20 }, standing())).toEqual(['intake', 'intake', 'intake']);
  });

  it('sheds by half of the age what would wait so long to be looked at, past a burst of half as many as may wait', () => {
    const shed = (share: number, burst = 100) => all({ intakeMs: 1_000 * share, burst });
    expect(shed(0.59)).toEqual([undefined, undefined, undefined]);
    expect(shed(0.6)).toEqual(['intake', undefined, undefined]);
    expect(shed(0.8)).toEqual(['intake', 'intake', undefined]);
    expect(shed(1)).toEqual(['intake', 'intake', 'intake']);
    expect(shed(60, 99)).toEqual([undefined, undefined, undefined]);
  });

  it('sheds nothing by delay or age before they stand', () => {
    const burst = admission();
    const slow = { oldestMs: 60_000, loopDelayMs: 60_000 };
    for (let ms = 0; ms < 3_000; ms += 20, now += 20) burst.look(slow);
    expect(all(slow, burst)).toEqual([undefined, undefined, undefined]);
    burst.look({ ...slow, oldestMs: 1_199 });
    expect(all(slow, burst)).toEqual(['loop-delay', 'loop-delay', 'loop-delay']);
    expect(all({ ...slow, loopDelayMs: 59 }, burst)).toEqual([undefined, undefined, undefined]);
  });

  it('signs no refusal that would have to wait in the intake first', () => {
    const load = { ...calm, waiting: 200 };
    expect(admission({ signedPerSecond: 10 }).overload('order', { ...load, intakeMs: 20 })).toBeUndefined();
    expect(admission({ signedPerSecond: 10 }).overload('order', { ...load, intakeMs: 21 })).toBe('waiters');
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
