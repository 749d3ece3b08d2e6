import { setTimeout as pause } from 'node:timers/promises';
import { resultBody } from '@wallet/alipayplus-client/testing';
import { eventually } from '@wallet/testkit';
import { NotifierApp } from './notifier-app';
import { settled } from './payment-facts';
import { answering, Receiver } from './receiver';

jest.setTimeout(120_000);

const production = [0, 2, 5, 10, 20, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 54_000, 86_400, 86_400];
let receiver: Receiver;
let notifier: NotifierApp;
let shiftedMs: number;
beforeEach(async () => {
  shiftedMs = 0;
  receiver = await new Receiver().start();
  notifier = await NotifierApp.start({ url: receiver.url, elapsedMs: () => performance.now() + shiftedMs });
});
afterEach(async () => {
  await notifier.stop();
  await receiver.stop();
});

const payments = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => settled(`${name}-${index}`));

it('leaves a receiver alone while it is down; then all are told soon, the newest first of all', async () => {
  receiver.behaviour = (response) => void response.writeHead(503).end();
  await notifier.record(payments(1_000, 'old'));
  const label = `notifier_breaker_open{destination="${receiver.url}"}`;
  await eventually(async () => expect(await notifier.metric(label)).toBe('1'));
  await pause(1_000);
  const calls = receiver.taken.length;
  expect(calls).toBeLessThan(100);
  await pause(6_000);
  expect(receiver.taken.length - calls).toBeGreaterThanOrEqual(1);
  expect(receiver.taken.length - calls).toBeLessThanOrEqual(2);
  const [counted] = await notifier.sql<{ attempts: number }>(
    'select sum(attempts)::int as attempts from notifier.delivery',
  );
  expect(counted?.attempts).toBe(receiver.taken.length);
  expect(Number(await notifier.metric('notifier_oldest_unacknowledged_seconds'))).toBeGreaterThan(6);

  receiver.taken.splice(0);
  receiver.behaviour = answering({ afterMs: 20 });
  await notifier.record(payments(20, 'new'));
  const returnedAt = performance.now();
  await eventually(async () => expect(await notifier.states()).toEqual({ ACKED: 1_020 }), { timeoutMs: 60_000 });
  expect(performance.now() - returnedAt).toBeLessThan(60_000);
  const places = receiver.taken.flatMap(({ subject }, place) => (subject.startsWith('new') ? [place] : []));
  expect(places).toHaveLength(20);
  expect(Math.max(...places)).toBeLessThan(100);
  expect(new Set(receiver.taken.map(({ subject }) => subject)).size).toBe(receiver.taken.length);
});

it('gives up after the last attempt of three days, each in its time, and the alert is there at once', async () => {
  receiver.behaviour = answering({ body: resultBody('U', 'UNKNOWN_EXCEPTION') });
  await notifier.record(payments(1, 'never'));
  let offsetSeconds = 0;
  for (const [index, gap] of [...production.slice(1), 0].entries()) {
    notifier.wake();
    await eventually(async () => {
      expect((await notifier.attemptsOf('never-0'))?.outcomes).toHaveLength(index + 1);
    });
    const [delivery] = await notifier.sql<{ state: string; gap: number }>(
      `select state, extract(epoch from next_attempt_at - updated_at)::float8 as gap from notifier.delivery`,
    );
    if (gap === 0) break;
    expect(delivery?.state).toBe('RETRYING');
    expect(delivery?.gap).toBeGreaterThanOrEqual(gap * 0.799);
    expect(delivery?.gap).toBeLessThanOrEqual(gap * 1.201);
    offsetSeconds += gap * 1.21;
    shiftedMs += gap * 1_210;
    const now = `pg_catalog.now() + interval '${offsetSeconds} seconds'`;
    await notifier.sql(`create or replace function notifier.now() returns timestamptz stable return ${now}`);
  }
  expect(await notifier.attemptsOf('never-0')).toMatchObject({ state: 'DEAD' });
  expect(receiver.taken).toHaveLength(16);
  expect(await notifier.sql('select attempt, code from notifier.alert')).toEqual([
    { attempt: 16, code: 'UNKNOWN_EXCEPTION' },
  ]);
  expect(await notifier.metric('notifier_dead_deliveries')).toBe('1');
  expect(await notifier.metric('notifier_oldest_unacknowledged_seconds')).toBe('0');
});

it('replays 1,000 dead ones, all acknowledged, each with the same text and one effect', async () => {
  receiver.behaviour = answering({ body: resultBody('F', 'ORDER_NOT_EXIST') });
  await notifier.record(payments(1_000, 'dead'));
  await eventually(async () => expect(await notifier.states()).toEqual({ DEAD: 1_000 }), { timeoutMs: 60_000 });
  expect(await notifier.metric('notifier_dead_deliveries')).toBe('1000');
  const refused = new Map(receiver.taken.splice(0).map(({ subject, rawBody }) => [subject, rawBody.toString()]));

  receiver.behaviour = answering();
  const replay = { filter: { state: 'DEAD' }, ratePerSecond: 250, operator: 'ada', reason: 'they knew no order' };
  expect(await notifier.operate('deliveries/replay', { ...replay, dryRun: true })).toEqual({
    matched: 1_000,
    replayed: 0,
  });
  const calls = [1, 2, 3].map(() => notifier.operate('deliveries/replay', replay) as Promise<{ replayed: number }>);
  const replayed = (await Promise.all(calls)).reduce((sum, answer) => sum + answer.replayed, 0);
  expect(replayed).toBe(1_000);
  await eventually(async () => expect(await notifier.states()).toEqual({ ACKED: 1_000 }), { timeoutMs: 60_000 });
  expect(receiver.taken).toHaveLength(1_000);
  const told = new Map(receiver.taken.map(({ subject, rawBody }) => [subject, rawBody.toString()]));
  expect([...told].filter(([subject, body]) => refused.get(subject) !== body)).toEqual([]);
  expect(told.size).toBe(1_000);
  expect(receiver.taken.at(-1)!.at - receiver.taken[0]!.at).toBeGreaterThan(1_000);
  const [audited] = await notifier.sql(
    'select sum(cardinality(deliveries))::int as count from notifier.operator_action',
  );
  expect(audited).toEqual({ count: 1_000 });
  const { checks } = (await notifier.operate('books')) as { checks: { status: string }[] };
  expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
});
