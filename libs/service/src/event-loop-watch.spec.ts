import { setTimeout as pause } from 'node:timers/promises';
import { EventLoopWatch } from './event-loop-watch';

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('tells of a standstill once, also of one that is not over for its timer', async () => {
  const loop = new EventLoopWatch();
  loop.start();
  expect(loop.longestLagMs()).toBeLessThan(100);
  block(1_300);
  expect(loop.longestLagMs()).toBeGreaterThan(250);
  await pause(10);
  expect(loop.longestLagMs()).toBeLessThan(100);
  loop.stop();
});
