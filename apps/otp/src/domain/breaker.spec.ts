import { Breaker } from './breaker';

const rules = { calls: 10, percent: 70, windowMs: 30_000, probeMs: 5_000 };

/** Calls that fail or succeed, one each `gapMs`; says whether the breaker is open then. */
function after(outcomes: string, gapMs = 1): [Breaker, number] {
  const breaker = new Breaker(rules);
  let now = 1_000_000;
  for (const outcome of outcomes) {
    now += gapMs;
    if (outcome === 'x') breaker.failed(now);
    else breaker.succeeded(now);
  }
  return [breaker, now];
}

describe('the breaker', () => {
  it.each([
    ['nine failures', 'xxxxxxxxx', false],
    ['ten failures', 'xxxxxxxxxx', true],
    ['seven of ten', '...xxxxxxx', true],
    ['six of ten', '....xxxxxx', false],
    ['ten of fifteen', '.....xxxxxxxxxx', false],
  ])('after %s is open: %s', (_what, outcomes, isOpen) => {
    expect(after(outcomes)[0].isOpen).toBe(isOpen);
  });

  it('forgets what is older than its window', () => {
    expect(after('xxxxxxxxxx', 4_000)[0].isOpen).toBe(false);
    expect(after('xxxxxxxxxx', 2_000)[0].isOpen).toBe(true);
  });

  it('lets one call through in its time, until one succeeds', () => {
    const [breaker, opened] = after('xxxxxxxxxx');
    expect(breaker.enter(opened + 4_999)).toBe(false);
    expect([breaker.admits(opened + 5_000), breaker.enter(opened + 5_000)]).toEqual([true, true]);
    expect(breaker.enter(opened + 5_001)).toBe(false);
    expect(breaker.failed(opened + 7_000)).toBe(false);
    expect(breaker.enter(opened + 9_999)).toBe(false);
    expect(breaker.enter(opened + 10_000)).toBe(true);
    breaker.succeeded(opened + 10_100);
    expect([breaker.isOpen, breaker.enter(opened + 10_101)]).toEqual([false, true]);
    expect([breaker.failed(opened + 10_102), breaker.isOpen]).toEqual([false, false]);
  });

  it('says once that it opened', () => {
    const breaker = new Breaker(rules);
    const said = Array.from({ length: 12 }, (_, index) => breaker.failed(index));
    expect(said.filter(Boolean)).toHaveLength(1);
  });
});
