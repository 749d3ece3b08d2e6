import { setImmediate as turn } from 'node:timers/promises';
import { Breaker, type CallResult } from '@wallet/kernel';
import { createLogger } from '@wallet/service';
import { Pace } from '../domain/pace';
import type { Claim, StartedAttempt } from './ports/deliveries';
import { SendingLane } from './sending-lane';

/** A queue of due deliveries and attempts that end when the spec says so. */
class Scene {
  readonly limits: number[] = [];
  readonly lines: string[] = [];
  due = 0;
  fault: Error | undefined;
  readonly running: { end: (result: CallResult) => void; fail: (error: Error) => void }[] = [];
  readonly lane: SendingLane;
  nowMs = 0;

  constructor(concurrency: number, perSecond = 1_000) {
    const logger = createLogger('spec', 'info', { write: (line) => void this.lines.push(line) });
    const start = (claim: Claim) => this.start(claim);
    const execute = () =>
      new Promise<CallResult>((resolve, reject) => this.running.push({ end: resolve, fail: reject }));
    const elapsedMs = () => this.nowMs;
    const [breaker, pace] = [
      new Breaker({ calls: 10, percent: 70, windowMs: 30_000, probeMs: 5_000 }, elapsedMs),
      new Pace(perSecond, elapsedMs),
    ];
    const lane = { origin: 'https://notify.example', concurrency, leaseMs: 10_000, breaker, pace };
    this.lane = new SendingLane(lane, { start }, { execute }, logger);
  }

  async end(count: number, result: CallResult = 'GOOD'): Promise<void> {
    for (const attempt of this.running.splice(0, count)) attempt.end(result);
    await turn();
    await turn();
  }

  private async start({ origin, limit }: Claim): Promise<StartedAttempt[]> {
    this.limits.push(limit);
    await turn();
    if (this.fault) throw this.fault;
    const count = Math.min(limit, this.due);
    this.due -= count;
    return Array.from({ length: count }, (_, index) => ({
      deliveryId: String(index),
      subject: `request-${index}`,
      kind: 'NOTIFY_PAYMENT',
      body: '{}',
      traceId: null,
      origin,
      path: '/',
      attemptNumber: 1,
      scheduleNumber: 1,
    }));
  }
}

const turns = async (count: number) => {
  for (let index = 0; index < count; index += 1) await turn();
};

it('takes no more than fit, and the next ones when a quarter is free again', async () => {
  const scene = new Scene(8);
  scene.due = 20;
  scene.lane.wake();
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
  scene.lane.wake();
  scene.lane.wake();
  await turns(4);
  expect(scene.limits).toEqual([8, 8]);
});

it('does not look while nothing woke it and nothing more was due', async () => {
  const scene = new Scene(8);
  scene.due = 3;
  scene.lane.wake();
  await turns(3);
  await scene.end(3);
  await turns(3);
  expect(scene.limits).toEqual([8]);
});

it('goes on after a fault of the store and after an attempt that was not recorded', async () => {
  const scene = new Scene(2);
  scene.fault = new Error('postgres: down');
  scene.lane.wake();
  await turns(3);
  scene.fault = undefined;
  scene.due = 1;
  scene.lane.wake();
  await turns(3);
  scene.running.pop()?.fail(new Error('postgres: down again'));
  await turns(3);
  scene.lane.wake();
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
  scene.lane.wake();
  await turns(3);
  const stopped = scene.lane.stop().then(() => 'stopped');
  expect(await Promise.race([stopped, turns(5).then(() => 'running')])).toBe('running');
  await scene.end(4);
  expect(await stopped).toBe('stopped');
  scene.lane.wake();
  await turns(3);
  expect([scene.limits, scene.due]).toEqual([[4], 5]);
});

it('leaves a receiver alone that takes nothing, but for one probe every 5 s, until that is good', async () => {
  const scene = new Scene(10);
  scene.due = 100;
  scene.lane.wake();
  await turns(3);
  await scene.end(10, 'BAD');
  expect([scene.due, scene.running.length]).toEqual([90, 0]);
  for (const probes of [1, 2]) {
    scene.nowMs += 5_000;
    scene.lane.wake();
    await turns(3);
    scene.lane.wake();
    await turns(3);
    expect([scene.due, scene.running.length]).toEqual([90 - probes, 1]);
    await scene.end(1, probes === 1 ? 'BAD' : 'GOOD');
  }
  await turns(3);
  expect(scene.running).toHaveLength(10);
  expect(scene.lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['error', 'info']);
});

it('probes with the next one when it was not recorded what became of a probe', async () => {
  const scene = new Scene(10);
  scene.due = 100;
  scene.lane.wake();
  await turns(3);
  await scene.end(10, 'BAD');
  for (const seconds of [5, 10]) {
    scene.nowMs = seconds * 1_000;
    scene.lane.wake();
    await turns(3);
    scene.running.pop()?.fail(new Error('postgres: down'));
    await turns(3);
  }
  expect(scene.limits.slice(-2)).toEqual([1, 1]);
});

it('starts no more in a second than it may', async () => {
  const scene = new Scene(8, 10);
  scene.due = 100;
  scene.lane.wake();
  await turns(3);
  await scene.end(8);
  await turns(3);
  expect(scene.running).toHaveLength(2);
  await scene.end(2);
  scene.nowMs += 500;
  scene.lane.wake();
  await turns(3);
  expect([scene.running.length, scene.due]).toEqual([5, 85]);
});
