import { answered, inquired } from '../check/made-history';
import { recoveries } from './recovery';

/** Ten calls a second for 10 s; bad until `goodFromMs`. */
const load = (goodFromMs: number, share = 1) =>
  Array.from({ length: 100 }, (_, index) => {
    const startedAtMs = index * 100;
    const isGood = startedAtMs >= goodFromMs && index % 10 < share * 10;
    return answered('pay', isGood ? 'S SUCCESS' : 'U UNKNOWN_EXCEPTION', { startedAtMs });
  });

describe('the time to full goodput', () => {
  it('is from the healing to the next second that is good', () => {
    expect(recoveries(load(0), [2_000], 10_000)).toEqual([0]);
    expect(recoveries(load(4_000), [2_000, 3_000, 5_000], 10_000)).toEqual([2_000, 1_000, 0]);
  });

  it('needs nine of ten', () => {
    expect(recoveries(load(0, 0.9), [1_000], 10_000)).toEqual([0]);
    expect(recoveries(load(0, 0.8), [1_000], 10_000)).toEqual([undefined]);
  });

  it('takes what is known for an answer', () => {
    const good = [inquired('U PAYMENT_IN_PROCESS'), answered('pay', 'U VERIFICATION_IN_PROCESS')];
    const entries = good.map((entry) => ({ ...entry, startedAtMs: 500 }));
    expect(recoveries(entries, [0], 2_000)).toEqual([0]);
    expect(recoveries(entries, [1_000], 9_000)).toEqual([undefined]);
  });
});
