import { eventually } from '@wallet/testkit';
import { NotifierApp } from './notifier-app';
import { settled } from './payment-facts';
import { answering, Receiver } from './receiver';

jest.setTimeout(120_000);

/** So few at once that the receiver's 250 ms decide, not this machine. */
const env = { NOTIFY_CONCURRENCY: '4' };
const count = 40;

let slow: Receiver;
let healthy: Receiver;
let notifier: NotifierApp;
beforeAll(async () => {
  slow = await new Receiver().start();
  healthy = await new Receiver().start();
  slow.behaviour = answering({ afterMs: 4_900 });
  healthy.behaviour = answering({ afterMs: 250 });
  const hosts = { NOTIFY_HOSTS: new URL(slow.url).host };
  notifier = await NotifierApp.start({ url: healthy.url, env: { ...env, ...hosts } });
});
afterAll(async () => {
  await notifier.stop();
  await slow.stop();
  await healthy.stop();
});

/** Notices a second that the healthy one takes, the best of three times. */
async function throughput(name: string): Promise<number> {
  const rates: number[] = [];
  for (const time of [1, 2, 3]) {
    healthy.taken.splice(0);
    await notifier.record(Array.from({ length: count }, (_, index) => settled(`${name}-${time}-${index}`)));
    await eventually(() => expect(healthy.taken).toHaveLength(count), { timeoutMs: 30_000 });
    rates.push(((count - 1) * 1_000) / (healthy.taken.at(-1)!.at - healthy.taken[0]!.at));
  }
  return Math.max(...rates);
}

/** Each has places of its own: with shared ones the healthy receiver would get a twentieth. Timing is not judged finer here. */
it('a receiver that takes 4.9 s does not slow another one', async () => {
  const alone = await throughput('alone');
  const backlog = Array.from({ length: 500 }, (_, index) => settled(`slow-${index}`, { paymentNotifyUrl: slow.url }));
  await notifier.record(backlog);
  await eventually(() => expect(slow.taken.length).toBeGreaterThanOrEqual(4));
  const beside = await throughput('beside');
  expect(beside / alone).toBeGreaterThanOrEqual(0.5);
  expect(slow.taken.length).toBeLessThan(100);
});
