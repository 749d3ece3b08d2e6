import { setTimeout as pause } from 'node:timers/promises';
import { paymentFacts, type PaymentFact } from '@wallet/contracts';
import { eventually } from '@wallet/testkit';
import type { NotifierProcess } from './notifier-process';
import { NotifierScene } from './notifier-scene';
import { cancelled, failed, settled } from './payment-facts';

jest.setTimeout(60_000);

let scene: NotifierScene;
let notifier: NotifierProcess;

beforeAll(async () => {
  scene = await NotifierScene.start();
  notifier = await scene.startNotifier();
});
afterAll(async () => {
  await notifier.end('SIGTERM');
  await scene.stop();
});

const publish = (fact: PaymentFact) => scene.publish(paymentFacts, fact);

it('tells Alipay+ of a payment at once, and once, however often the fact comes', async () => {
  for (let time = 0; time < 3; time += 1) await publish(settled('paid-1'));
  await scene.becomes('paid-1', { state: 'ACKED', attempts: 1, unfinished: 0 });
  await publish(settled('paid-1'));
  await publish(failed('closed-1'));
  await scene.becomes('closed-1', { state: 'ACKED', attempts: 1, unfinished: 0 });
  expect(scene.receivedOf('paid-1')).toHaveLength(1);
  expect(scene.receivedOf('paid-1').every((each) => scene.isSigned(each))).toBe(true);
  expect(await notifier.metric('notifier_deliveries_due')).toBe('0');
});

it('repeats the same text, freshly signed, until it is acknowledged', async () => {
  scene.behaviours.set('stubborn', ['U', 500]);
  await publish(settled('stubborn'));
  await scene.becomes('stubborn', { state: 'ACKED', attempts: 3, unfinished: 0 });
  const received = scene.receivedOf('stubborn');
  expect(received).toHaveLength(3);
  expect(received.every((each) => scene.isSigned(each))).toBe(true);
  expect(new Set(received.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers['request-time'])).size).toBeGreaterThan(1);
});

it('gives up and raises the alarm when Alipay+ refuses, or does not take it to the last attempt', async () => {
  scene.behaviours.set('refused', ['F ORDER_NOT_EXIST']).set('never', ['U', 'U', 'U', 'U']);
  await publish(settled('refused'));
  await publish(failed('never'));
  await scene.becomes('refused', { state: 'DEAD', attempts: 1, unfinished: 0 });
  await scene.becomes('never', { state: 'DEAD', attempts: 4, unfinished: 0 });
  expect(await notifier.metric('notifier_dead_total')).toBe('2');
});

it('withdraws what it still has to tell of a payment that is cancelled, and tells nothing of the end', async () => {
  scene.behaviours.set('withdrawn', ['U']);
  await publish(settled('withdrawn'));
  await scene.becomes('withdrawn', { state: 'RETRYING', attempts: 1, unfinished: 0 });
  for (let time = 0; time < 2; time += 1) await publish(cancelled('withdrawn'));
  await scene.becomes('withdrawn', { state: 'SUPERSEDED', attempts: 1, unfinished: 0 });
  await publish(settled('told'));
  await scene.becomes('told', { state: 'ACKED', attempts: 1, unfinished: 0 });
  await publish(cancelled('told'));
  await publish(settled('after'));
  await scene.becomes('after', { state: 'ACKED', attempts: 1, unfinished: 0 });
  expect(await scene.stateOf('told')).toEqual([{ state: 'ACKED', attempts: 1, unfinished: 0 }]);
  expect([scene.receivedOf('withdrawn').length, scene.receivedOf('told').length]).toEqual([1, 1]);
});

it('keeps facts that come while Postgres is away, and sends them when it is back', async () => {
  scene.proxy.refuse();
  await publish(settled('outage'));
  await pause(3_000);
  expect(scene.receivedOf('outage')).toEqual([]);
  scene.proxy.pass();
  await scene.becomes('outage', { state: 'ACKED', attempts: 1, unfinished: 0 }, 20_000);
});

it('records an attempt under way before it stops', async () => {
  scene.behaviours.set('slow', [{ afterMs: 800 }]);
  await publish(settled('slow'));
  await eventually(() => expect(scene.receivedOf('slow')).toHaveLength(1));
  expect(await notifier.end('SIGTERM')).toBe(0);
  expect(await scene.stateOf('slow')).toEqual([{ state: 'ACKED', attempts: 1, unfinished: 0 }]);
});

it('N1: sends again when it was killed between the answer and its record', async () => {
  notifier = await scene.startNotifier({ FAILPOINT: 'notifier.attempt.sent:hit=1:kill' });
  await publish(settled('killed'));
  expect(await notifier.end()).toBe('SIGKILL');
  expect(await scene.stateOf('killed')).toEqual([{ state: 'RETRYING', attempts: 1, unfinished: 1 }]);
  notifier = await scene.startNotifier();
  await scene.becomes('killed', { state: 'ACKED', attempts: 2, unfinished: 1 }, 20_000);
  expect(scene.receivedOf('killed').map(({ rawBody }) => rawBody.toString())).toEqual(
    Array.from({ length: 2 }, () => scene.receivedOf('killed')[0]?.rawBody.toString()),
  );
});
