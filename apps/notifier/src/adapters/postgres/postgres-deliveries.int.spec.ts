import { query, schemaDrift } from '@wallet/postgres';
import { testDatabase } from '@wallet/testkit';
import type { DataSource } from 'typeorm';
import { deliveriesFixture, freshDelivery as fresh, type DeliveriesFixture } from '../../../test/deliveries-fixture';
import { newSealKeys } from '../../../test/seal-keys';
import type { FinishedAttempt, StartedAttempt } from '../../application/ports/deliveries';
import { migrate, notifierDataSource } from './database';
import { PostgresDeliveries } from './postgres-deliveries';
import { SealedBodies } from './sealed-bodies';

const claim = (limit: number) => ({ origin: null, limit, leaseMs: 10_000 });
let notifier: DeliveriesFixture;
let owner: DataSource;
let service: DataSource;
let deliveries: PostgresDeliveries;

beforeAll(async () => {
  notifier = await deliveriesFixture();
  ({ owner, service, deliveries } = notifier);
});
beforeEach(() => notifier.reset());
afterAll(() => notifier.stop());

const setClock = (at: string) => notifier.setClock(at);

const unanswered = (attempt: StartedAttempt | undefined, over: Partial<FinishedAttempt> = {}): FinishedAttempt => ({
  deliveryId: attempt?.deliveryId ?? '0',
  attemptNumber: attempt?.attemptNumber ?? 0,
  httpStatus: undefined,
  reply: { kind: 'none', reason: 'timed out' },
  outcome: 'UNKNOWN',
  next: { state: 'RETRYING', delayMs: 2_000 },
  ...over,
});

const acknowledged = (attempt: StartedAttempt | undefined) =>
  unanswered(attempt, {
    httpStatus: 200,
    reply: { kind: 'answer', resultStatus: 'S', resultCode: 'SUCCESS' },
    outcome: 'ACKNOWLEDGED',
    next: { state: 'ACKED' },
  });

const stored = () =>
  query(owner, 'select subject, state, attempts, last_outcome, locked_until from notifier.delivery order by id');
const attempts = () =>
  query(
    owner,
    'select number, started_at, finished_at, outcome, http_status, result_code, error from notifier.attempt order by number',
  );
const due = async () => (await deliveries.backlog()).due;
const at = (time: string) => new Date(`2025-11-22T${time}Z`);

it('has tables that fit the rows', async () => {
  expect(await schemaDrift(owner)).toEqual([]);
});

it('lets the service neither change a frozen text nor remove an attempt', async () => {
  await expect(query(service, `update notifier.delivery set body = ''`)).rejects.toThrow('permission denied');
  await expect(query(service, 'delete from notifier.attempt')).rejects.toThrow('permission denied');
});

it('keeps the first text of a subject', async () => {
  await deliveries.add([fresh('a'), fresh('b'), fresh('a', { body: 'other' })]);
  await deliveries.add([fresh('b', { body: 'other' }), fresh('c')]);
  const started = await deliveries.start(claim(10));
  expect(started.map(({ subject, body }) => [subject, body]).sort()).toEqual(
    ['a', 'b', 'c'].map((subject) => [subject, fresh(subject).body]),
  );
});

it('starts what is due, the longest due first, and counts it', async () => {
  await deliveries.add([fresh('later', { delayMs: 5_000 }), fresh('now')]);
  expect(await due()).toBe(1);
  await setClock('2025-11-22T06:00:04.999Z');
  expect(await due()).toBe(1);
  await setClock('2025-11-22T06:00:05Z');
  expect(await due()).toBe(2);
  expect(await deliveries.start(claim(1))).toMatchObject([{ subject: 'now', attemptNumber: 1 }]);
  expect(await deliveries.start(claim(5))).toMatchObject([{ subject: 'later', attemptNumber: 1 }]);
  expect(await deliveries.start(claim(5))).toEqual([]);
});

it('gives a delivery to one of many who ask at once', async () => {
  const subjects = Array.from({ length: 100 }, (_, index) => `s${index}`);
  await deliveries.add(subjects.map((subject) => fresh(subject)));
  const other = await notifierDataSource(notifier.database.urlFor('wallet_notifier')).initialize();
  const both = [deliveries, new PostgresDeliveries(other, new SealedBodies(newSealKeys()))];
  const calls = both.flatMap((store) => Array.from({ length: 20 }, () => store.start(claim(7))));
  const started = (await Promise.all(calls)).flat().map(({ subject }) => subject);
  await other.destroy();
  expect(new Set(started).size).toBe(started.length);
  const rest = (await deliveries.start(claim(100))).map(({ subject }) => subject);
  expect([...started, ...rest].sort()).toEqual(subjects.sort());
});

it('starts an attempt again when its lease has ended, and then only the later one decides', async () => {
  await deliveries.add([fresh('a')]);
  const [lost] = await deliveries.start(claim(1));
  await setClock('2025-11-22T06:00:10Z');
  expect(await deliveries.start(claim(1))).toEqual([]);
  await setClock('2025-11-22T06:00:10.001Z');
  const [second] = await deliveries.start(claim(1));
  expect(second).toEqual({ ...lost, attemptNumber: 2, scheduleNumber: 2 });
  expect(await deliveries.finish(unanswered(lost))).toBeUndefined();
  expect(await deliveries.start(claim(1))).toEqual([]);
  expect(await deliveries.finish(acknowledged(second))).toEqual({ state: 'ACKED', ageSeconds: 10.001 });
  expect(await deliveries.finish(unanswered(second))).toBeUndefined();
  expect(await stored()).toMatchObject([{ state: 'ACKED', attempts: 2, last_outcome: 'ACKNOWLEDGED' }]);
});

it('keeps every attempt, also the one that never ended', async () => {
  await deliveries.add([fresh('a')]);
  await deliveries.start(claim(1));
  await setClock('2025-11-22T06:01:00Z');
  const [second] = await deliveries.start(claim(1));
  await setClock('2025-11-22T06:01:05Z');
  await deliveries.finish(unanswered(second));
  await setClock('2025-11-22T06:01:07Z');
  const [third] = await deliveries.start(claim(1));
  await deliveries.finish(acknowledged(third));
  const none = { finished_at: null, outcome: null, http_status: null, result_code: null, error: null };
  expect(await attempts()).toEqual([
    { ...none, number: 1, started_at: at('06:00:00') },
    {
      ...none,
      number: 2,
      started_at: at('06:01:00'),
      finished_at: at('06:01:05'),
      outcome: 'UNKNOWN',
      error: 'timed out',
    },
    {
      ...none,
      number: 3,
      started_at: at('06:01:07'),
      finished_at: at('06:01:07'),
      outcome: 'ACKNOWLEDGED',
      http_status: 200,
      result_code: 'SUCCESS',
    },
  ]);
});

it('waits for the gap from the end of an attempt on, whatever the clock of this machine says', async () => {
  await deliveries.add([fresh('a')]);
  const [first] = await deliveries.start(claim(1));
  await setClock('2025-11-22T06:00:03Z');
  await deliveries.finish(unanswered(first, { next: { state: 'RETRYING', delayMs: 2_345 } }));
  await setClock('2025-11-22T06:00:05.344Z');
  expect(await deliveries.start(claim(1))).toEqual([]);
  await setClock('2025-11-22T06:00:05.345Z');
  expect(await deliveries.start(claim(1))).toMatchObject([{ attemptNumber: 2 }]);
});

it.each(['ACKED', 'DEAD'] as const)('never starts one again that is %s', async (state) => {
  await deliveries.add([fresh('a')]);
  const [first] = await deliveries.start(claim(1));
  await deliveries.finish({ ...acknowledged(first), next: { state } });
  await setClock('2025-12-22T06:00:00Z');
  await deliveries.add([fresh('a')]);
  expect(await deliveries.start(claim(1))).toEqual([]);
  expect(await due()).toBe(0);
  expect(await stored()).toEqual([
    { subject: 'a', state, attempts: 1, last_outcome: 'ACKNOWLEDGED', locked_until: null },
  ]);
});

it('has a clock that follows the server', async () => {
  const untouched = await testDatabase({ name: 'notifier', migrate });
  const source = await notifierDataSource(untouched.urlFor('wallet_notifier')).initialize();
  const [row] = await query<{ same: boolean }>(source, 'select notifier.now() = now() as same');
  await source.destroy();
  await untouched.drop();
  expect(row?.same).toBe(true);
});
