import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { LoopDelay } from './loop-delay';

const turnOf = async (ms: number): Promise<void> => {
  const until = performance.now() + ms;
  while (performance.now() < until);
  await nextTurn();
};

it('tells how late the latest tick was, at every tick, while somebody asks', async () => {
  const ticks: number[] = [];
  const loop = new LoopDelay((delayMs) => ticks.push(delayMs));
  await pause(50);
  expect(ticks).toEqual([]);
  expect(loop.ms()).toBe(0);
  await pause(30);
  await turnOf(200);
  await nextTurn();
  expect(Math.max(...ticks)).toBeGreaterThan(150);
  while (loop.ms() > 25) await pause(20);
  expect(loop.ms()).toBe(ticks.at(-1));
});
