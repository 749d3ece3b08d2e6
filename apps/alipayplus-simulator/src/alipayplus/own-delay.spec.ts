import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { OwnDelay } from './own-delay';

const hold = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until;);
};

describe('the delay of this process during a call', () => {
  it('is the longest one, also when it has just ended', async () => {
    const delay = new OwnDelay();
    const [whole, early] = [delay.begin(), delay.begin()];
    await pause(50);
    hold(300);
    expect(early()).toBeGreaterThanOrEqual(270);
    await pause(50);
    hold(120);
    expect(whole()).toBeGreaterThanOrEqual(270);
  });

  it('is not that of another call before or after', async () => {
    const delay = new OwnDelay();
    const before = delay.begin();
    await pause(30);
    hold(2_000);
    before();
    const end = delay.begin();
    await pause(30);
    expect(end()).toBeLessThan(1_000);
  });
});
