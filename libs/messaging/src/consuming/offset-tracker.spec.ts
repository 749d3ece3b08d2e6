import fc from 'fast-check';
import { OffsetTracker } from './offset-tracker';

describe('the finished prefix of a partition', () => {
  it('is committable only without a gap, and again until it is committed', () => {
    const tracker = new OffsetTracker();
    const [first, second, third] = [5n, 6n, 9n].map((offset) => tracker.take(offset));
    third?.();
    expect(tracker.committable).toBeUndefined();
    first?.();
    expect(tracker.committable).toBe(6n);
    second?.();
    tracker.committed(6n);
    expect(tracker.committable).toBe(10n);
    tracker.committed(10n);
    expect(tracker.committable).toBeUndefined();
  });

  it('never passes an unfinished record, in whatever order records finish', () => {
    const order = fc.shuffledSubarray(Array.from({ length: 20 }, (_, index) => index));
    fc.assert(
      fc.property(order, (finishing) => {
        const tracker = new OffsetTracker();
        const finish = Array.from({ length: 20 }, (_, index) => tracker.take(BigInt(index)));
        for (const index of finishing) finish[index]?.();
        const firstOpen = finish.findIndex((_, index) => !finishing.includes(index));
        const expected = firstOpen === 0 ? undefined : BigInt(firstOpen === -1 ? 20 : firstOpen);
        expect(tracker.committable).toBe(expected);
      }),
    );
  });
});
