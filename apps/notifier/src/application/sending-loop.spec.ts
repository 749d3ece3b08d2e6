import { setImmediate as turn } from 'node:timers/promises';
import { createLogger } from '@wallet/service';
import type { StartedAttempt } from './deliveries';
import { SendingLoop } from './sending-loop';

/** A queue of due deliveries and attempts that end when the spec says so. */
class Scene {
  readonly limits: number[] = [];
  readonly lines: string[] = [];
  due = 0;
  fault: Error | undefined;
  readonly running: { end: () => void; fail: (error: Error) => void }[] = [];
  readonly loop: SendingLoop;

  constructor(concurrency: number) {
    const logger = createLogger('spec', 'info', { write: (line) => void this.lines.push(line) });
    const start = (limit: number) => this.start(limit);
    const execute = () =>
      new Promise<void>((resolve, reject) => this.running.push({ end: () => resolve(), fail: reject }));
    this.loop = new SendingLoop({ start }, { execute }, { concurrency, leaseMs: 10_000 }, logger);
  }

  async end(count: number): Promise<void> {
    for (const attempt of this.running.splice(0, count)) attempt.end();
    await turn();
  }

  private async start(limit: number): Promise<StartedAttempt[]> {
    this.limits.push(limit);
    await turn();
    if (this.fault) throw this.fault;
    const count = Math.min(limit, this.due);
    this.due -= count;
    return Array.from({ length: count }, (_, index) => ({
      ...{ deliveryId: String(index), subject: `request-${index}`, kind: 'NOTIFY_PAYMENT', path: '/', body: '{}' },
      ...{ attemptNumber: 1, scheduleNumber: 1 },
    }));
  }
}

const turns = async (count: number) => {
  for (let index = 0; index < count; index += 1) await turn();
};

it('takes no more than fit, and the next ones when a quarter is free again', async () => {
  const scene = new Scene(8);
  scene.due = 20;
  scene.loop.wake();
  await turns(3);
  expect([scene.limits, scene.running.length]).toEqual([[8], 8]);
  await scene.end(1);
  expect(scene.limits).toEqual([8]);
  await scene.end(1);
  await turns(3);
  expect([scene.limits, scene.running.length]).toEqual([[8, 2], 8]);
  await scene.end(8);
  await turns(3);
  expect([scene.limits, scene.running.length, scene.due]).toEqual([[8, 2, 2, 6], 8, 2]);
});

it('looks again for what came while it looked', async () => {
  const scene = new Scene(8);
  scene.loop.wake();
  scene.loop.wake();
  await turns(4);
  expect(scene.limits).toEqual([8, 8]);
});

it('does not look while nothing woke it and nothing more was due', async () => {
  const scene = new Scene(8);
  scene.due = 3;
  scene.loop.wake();
  await turns(3);
  await scene.end(3);
  await turns(3);
  expect(scene.limits).toEqual([8]);
});

it('goes on after a fault of the store and after an attempt that was not recorded', async () => {
  const scene = new Scene(2);
  scene.fault = new Error('postgres: down');
  scene.loop.wake();
  await turns(3);
  scene.fault = undefined;
  scene.due = 1;
  scene.loop.wake();
  await turns(3);
  scene.running.pop()?.fail(new Error('postgres: down again'));
  await turns(3);
  scene.loop.wake();
  await turns(3);
  expect(scene.limits).toEqual([2, 2, 2]);
  expect(scene.lines.map((line) => (JSON.parse(line) as { reason: string }).reason)).toEqual([
    'postgres: down',
    'postgres: down again',
  ]);
});

it('stops when the attempts under way have ended, and starts none', async () => {
  const scene = new Scene(4);
  scene.due = 9;
  await scene.loop.start();
  await turns(3);
  const stopped = scene.loop.stop().then(() => 'stopped');
  expect(await Promise.race([stopped, turns(5).then(() => 'running')])).toBe('running');
  await scene.end(4);
  expect(await stopped).toBe('stopped');
  scene.loop.wake();
  await turns(3);
  expect([scene.limits, scene.due]).toEqual([[4], 5]);
});

it('polls once a second', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  const scene = new Scene(4);
  await scene.loop.start();
  for (let second = 0; second < 3; second += 1) {
    await turns(3);
    jest.advanceTimersByTime(1_000);
  }
  await turns(3);
  expect(scene.limits).toHaveLength(4);
  await scene.loop.stop();
  jest.useRealTimers();
});
