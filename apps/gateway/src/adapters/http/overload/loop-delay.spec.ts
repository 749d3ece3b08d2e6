import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { LoopDelay } from './loop-delay';

const turnOf = async (ms: number): Promise<void> => {
  const until = performance.now() + ms;
  while (performance.now() < until);
  await nextTurn();
};

it('tells of a delay that stands within a quarter of a second, and not of one long task', async () => {
  const loop = new LoopDelay();
  expect(loop.standingMs()).toBe(0);
  await pause(150);
  await turnOf(200);
  await pause(5);
  expect(loop.standingMs()).toBeLessThan(100);

  const startedAt = performance.now();
  while (loop.standingMs() < 25 && performance.now() - startedAt < 5_000) await turnOf(60);
  expect(performance.now() - startedAt).toBeLessThan(1_000);

  while (loop.standingMs() > 25 && performance.now() - startedAt < 5_000) await pause(20);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
