import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { LoopDelay } from './loop-delay';

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('tells of a standstill once, also of one that is not over for its timer', async () => {
  const loop = new LoopDelay({ tickMs: 1_000 });
  loop.start();
  expect(loop.longestMs()).toBeLessThan(100);
  block(1_300);
  expect(loop.longestMs()).toBeGreaterThan(250);
  await pause(10);
  expect(loop.longestMs()).toBeLessThan(100);
  loop.stop();
});

it('tells how late the latest tick was, at every tick, from the first question on', async () => {
  const ticks: number[] = [];
  const loop = new LoopDelay({ tickMs: 20, onTick: (delayMs) => ticks.push(delayMs) });
  await pause(50);
  expect(ticks).toEqual([]);
  expect(loop.latestMs()).toBe(0);
  await pause(30);
  block(200);
  await nextTurn();
  await nextTurn();
  expect(Math.max(...ticks)).toBeGreaterThan(150);
  while (loop.latestMs() > 25) await pause(20);
  expect(loop.latestMs()).toBe(ticks.at(-1));
  loop.stop();
});

it('rests when nobody asks, until somebody does', async () => {
  let ticks = 0;
  let tickedAt = 0;
  const onTick = () => {
    ticks++;
    tickedAt = performance.now();
  };
  const loop = new LoopDelay({ tickMs: 10, restAfterMs: 100, onTick });
  const nextTick = async (before: number) => {
    while (ticks === before) await pause(5);
  };
  loop.latestMs();
  await nextTick(0);
  while (performance.now() - tickedAt < 200) await pause(20);
  const before = ticks;
  loop.latestMs();
  await nextTick(before);
  loop.stop();
});

it('counts a tick that is overdue as the delay of now', async () => {
  const loop = new LoopDelay({ tickMs: 5 });
  loop.start();
  block(100);
  expect(loop.latestMs()).toBe(0);
  expect(loop.currentMs()).toBeGreaterThan(80);
  await pause(30);
  loop.stop();
});
