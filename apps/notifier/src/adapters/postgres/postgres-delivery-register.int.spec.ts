import { query } from '@wallet/postgres';
import { deliveriesFixture, ended, freshDelivery, type DeliveriesFixture } from '../../../test/deliveries-fixture';
import type { DeliveryKind } from '../../domain/delivery-kind';
import type { DeadFilter, DeliveryFilter } from '../../application/ports/delivery-register';

const at = '2025-11-22T06:00:00Z';
const by = { operator: 'ada', reason: 'their key was wrong' };
const secret = { body: '{"secret":"yes"}' };
let notifier: DeliveriesFixture;
beforeAll(async () => {
  notifier = await deliveriesFixture();
});
beforeEach(() => notifier.reset(at));
afterAll(() => notifier.stop());

const subjects = async (filter: Partial<DeliveryFilter>) =>
  (await notifier.register.list({ limit: 10, ...filter })).map(({ subject }) => subject);
const replay = (filter: DeadFilter, over: { limit?: number; ratePerSecond?: number } = {}) =>
  notifier.register.replay({ filter, limit: 100, ratePerSecond: 20, ...by, ...over });
const actions = () =>
  notifier.sql('select operator, reason, action, deliveries, at from notifier.operator_action order by id');

it('lists the newest first, what became of each, and no text', async () => {
  const { deliveries, register } = notifier;
  await deliveries.add([freshDelivery('a', secret), freshDelivery('b', { ...secret, kind: 'TOKEN_CREATED' })]);
  for (const started of await notifier.start(10)) await deliveries.finish(ended(started, { state: 'DEAD' }));
  await deliveries.add([freshDelivery('c', { ...secret, origin: 'https://notify.example', path: '/n?x' })]);
  const dead = { state: 'DEAD', attempts: 1, lastOutcome: 'REFUSED', lastResultCode: 'PARAM_ILLEGAL', lastError: null };
  const waiting = { state: 'RETRYING', attempts: 0, lastOutcome: null, lastResultCode: null, lastError: null };
  const listed = await register.list({ limit: 10 });
  expect(listed).toMatchObject([
    { subject: 'c', kind: 'NOTIFY_PAYMENT', origin: 'https://notify.example', path: '/n?x', ...waiting },
    { subject: 'b', kind: 'TOKEN_CREATED', origin: null, ...dead },
    { subject: 'a', kind: 'NOTIFY_PAYMENT', origin: null, ...dead },
  ]);
  expect(JSON.stringify(listed)).not.toMatch(/secret|body/i);
  expect(await subjects({ limit: 2 })).toEqual(['c', 'b']);
  expect(await subjects({ state: 'DEAD', kind: 'TOKEN_CREATED' })).toEqual(['b']);
  expect(await subjects({ subject: 'a', state: 'DEAD' })).toEqual(['a']);
  expect(await subjects({ subject: `' or true --` })).toEqual([]);
  expect(await subjects({ state: 'ACKED' })).toEqual([]);
});

it('shows the attempts of one, and the text of a payment only', async () => {
  const { deliveries, register } = notifier;
  await deliveries.add([freshDelivery('a', secret), freshDelivery('b', { ...secret, kind: 'TOKEN_CREATED' })]);
  const [first] = await notifier.start(1);
  await deliveries.finish(ended(first!, { state: 'RETRYING', delayMs: 0 }));
  await notifier.start(1);
  const none = { finishedAt: null, outcome: null, httpStatus: null, resultCode: null, error: null };
  expect(await register.attemptsOf('1')).toEqual([
    { ...none, number: 1, startedAt: new Date(at), finishedAt: new Date(at), outcome: 'UNKNOWN', error: 'timed out' },
    { ...none, number: 2, startedAt: new Date(at) },
  ]);
  expect(await register.bodyOf('1')).toBe('{"secret":"yes"}');
  expect([await register.bodyOf('2'), await register.bodyOf('3')]).toEqual([undefined, undefined]);
  expect(await register.attemptsOf('3')).toEqual([]);
});

it('tells the states of subjects', async () => {
  await notifier.put('ACKED', ['a']);
  await notifier.deliveries.add([freshDelivery('b'), freshDelivery('a', { kind: 'TOKEN_CREATED' })]);
  expect(await notifier.register.statesOf(['b', 'a', 'unknown'])).toEqual([
    { subject: 'a', state: 'ACKED', kind: 'NOTIFY_PAYMENT', acknowledgedAt: new Date('2025-11-22T06:00:00Z') },
    { subject: 'a', state: 'RETRYING', kind: 'TOKEN_CREATED', acknowledgedAt: null },
    { subject: 'b', state: 'RETRYING', kind: 'NOTIFY_PAYMENT', acknowledgedAt: null },
  ]);
});

describe('a replay', () => {
  it('makes the dead due one after the other, each with its text and its schedule begun anew', async () => {
    await notifier.put('DEAD', ['a', 'b', 'c'], secret);
    await notifier.put('ACKED', ['acked']);
    expect(await notifier.register.countDead({})).toBe(3);
    expect(await replay({}, { ratePerSecond: 2 })).toBe(3);
    expect(await replay({})).toBe(0);
    const again = { body: '{"secret":"yes"}', attemptNumber: 2, scheduleNumber: 1 };
    expect(await notifier.start(10)).toMatchObject([{ subject: 'a', ...again }]);
    await notifier.setClock('2025-11-22T06:00:00.500Z');
    expect(await notifier.start(10)).toMatchObject([{ subject: 'b', ...again }]);
    await notifier.setClock('2025-11-22T06:00:01Z');
    expect(await notifier.start(10)).toMatchObject([{ subject: 'c', ...again }]);
  });

  it('is of the filtered only, the oldest up to a limit, and leaves its trace', async () => {
    await notifier.put('DEAD', ['a', 'b', 'c']);
    await notifier.put('DEAD', ['t'], { kind: 'TOKEN_CREATED' });
    expect(await notifier.register.countDead({ ids: ['1', '3', '99'] })).toBe(2);
    expect(await replay({ ids: ['3', '99'] })).toBe(1);
    expect(await replay({ subject: 'b', kind: 'TOKEN_CREATED' })).toBe(0);
    expect(await replay({ kind: 'NOTIFY_PAYMENT' }, { limit: 1 })).toBe(1);
    expect((await notifier.stored()).map(({ state }) => state)).toEqual(['RETRYING', 'DEAD', 'RETRYING', 'DEAD']);
    const trace = { operator: 'ada', reason: 'their key was wrong', action: 'REPLAY', at: new Date(at) };
    expect(await actions()).toEqual([
      { ...trace, deliveries: ['3'] },
      { ...trace, deliveries: ['1'] },
    ]);
  });

  it('goes before a later one of its subject, but never beside it', async () => {
    const { deliveries } = notifier;
    const ofSubject = (eventId: string, kind: DeliveryKind) => freshDelivery('s', { kind, eventId });
    await deliveries.add([ofSubject('1', 'AUTHCODE_CREATED')]);
    const [code] = await notifier.start(1);
    await deliveries.finish(ended(code!, { state: 'DEAD' }));
    await deliveries.add([ofSubject('2', 'TOKEN_CREATED')]);
    const [under] = await notifier.start(10);
    expect(await replay({})).toBe(1);
    expect(await notifier.start(10)).toEqual([]);
    await deliveries.finish(ended(under!, { state: 'RETRYING', delayMs: 0 }));
    expect((await notifier.start(10)).map(({ kind }) => kind)).toEqual(['AUTHCODE_CREATED']);
  });
});

describe('a dead one that is resolved', () => {
  it('is done with, keeps no code and no tokens, and leaves its trace', async () => {
    const { register, sql } = notifier;
    await notifier.put('DEAD', ['t'], { kind: 'TOKEN_CREATED' });
    expect(await register.resolve('1', by)).toBe(true);
    expect(await register.resolve('1', by)).toBe(false);
    expect(await replay({})).toBe(0);
    expect(await sql('select state, sealed_body from notifier.delivery')).toEqual([
      { state: 'RESOLVED', sealed_body: null },
    ]);
    expect(await actions()).toEqual([{ ...by, action: 'RESOLVE', deliveries: ['1'], at: new Date(at) }]);
  });

  it.each(['RETRYING', 'ACKED'] as const)('must be dead: not %s, nor unknown', async (state) => {
    if (state === 'ACKED') await notifier.put(state, ['a']);
    else await notifier.deliveries.add([freshDelivery('a')]);
    expect([await notifier.register.resolve('1', by), await replay({ ids: ['1'] })]).toEqual([false, 0]);
    expect(await notifier.register.resolve('999999999999999999', by)).toBe(false);
    expect(await notifier.register.get('999999999999999999')).toBeUndefined();
    expect(await notifier.stored()).toEqual([{ subject: 'a', state }]);
    expect(await actions()).toEqual([]);
  });
});

it('lets the service change neither an alert nor what an operator has done', async () => {
  for (const table of ['alert', 'operator_action']) {
    const asService = (text: string) => query(notifier.service, text);
    await expect(asService(`delete from notifier.${table}`)).rejects.toThrow('permission denied');
    await expect(asService(`update notifier.${table} set at = now()`)).rejects.toThrow('permission denied');
  }
});
