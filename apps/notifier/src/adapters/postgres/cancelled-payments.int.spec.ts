import { deliveriesFixture, ended, freshDelivery, type DeliveriesFixture } from '../../../test/deliveries-fixture';

let notifier: DeliveriesFixture;
beforeAll(async () => {
  notifier = await deliveriesFixture();
});
beforeEach(() => notifier.reset());
afterAll(() => notifier.stop());

const failure = { body: JSON.stringify({ paymentResult: { resultStatus: 'F' } }) };
const states = async () => (await notifier.stored()).map(({ subject, state }) => `${subject} ${state}`);

it('withdraws what is to be told of the payment, and makes nothing of its own', async () => {
  const { deliveries } = notifier;
  await deliveries.add([freshDelivery('a'), freshDelivery('b')]);
  await deliveries.add([], ['a']);
  await deliveries.add([], ['a', 'unknown']);
  expect(await states()).toEqual(['a SUPERSEDED', 'b RETRYING', 'unknown SUPERSEDED']);
  expect((await notifier.start(10)).map(({ subject }) => subject)).toEqual(['b']);
});

it('lets a payment that is told as paid after its cancellation say nothing any more', async () => {
  const { deliveries } = notifier;
  await deliveries.add([], ['late']);
  await deliveries.add([freshDelivery('late'), freshDelivery('other')]);
  await deliveries.add([freshDelivery('late')], ['late']);
  expect(await states()).toEqual(['late SUPERSEDED', 'other RETRYING']);
  expect((await notifier.start(10)).map(({ subject }) => subject)).toEqual(['other']);
});

it('lets an agreement that is told as made after its end say nothing any more', async () => {
  const { deliveries, sql } = notifier;
  const made = (subject: string) => freshDelivery(subject, { kind: 'TOKEN_CREATED', eventId: `made-${subject}` });
  await deliveries.add([freshDelivery('late', { kind: 'TOKEN_CANCELED', eventId: 'ended' })]);
  await deliveries.add([made('late'), made('other')]);
  await deliveries.add([made('late')]);
  expect(await states()).toEqual(['late RETRYING', 'late SUPERSEDED', 'other RETRYING']);
  expect((await notifier.start(10)).map(({ subject, kind }) => `${subject} ${kind}`).sort()).toEqual([
    'late TOKEN_CANCELED',
    'other TOKEN_CREATED',
  ]);
  expect(await sql(`select id from notifier.delivery where state = 'SUPERSEDED' and sealed_body is not null`)).toEqual(
    [],
  );
});

it('withdraws what came in the same batch, and stays when the facts come again', async () => {
  const { deliveries } = notifier;
  await deliveries.add([freshDelivery('a'), freshDelivery('b')], ['a']);
  await deliveries.add([freshDelivery('a')]);
  await deliveries.add([freshDelivery('a')], ['a']);
  expect(await states()).toEqual(['a SUPERSEDED', 'b RETRYING']);
});

it('withdraws one that is DEAD or waits for its next attempt, and leaves alone what was acknowledged', async () => {
  const { deliveries, register } = notifier;
  await notifier.put('DEAD', ['dead']);
  await notifier.put('ACKED', ['acked']);
  await deliveries.add([freshDelivery('waiting')]);
  const [started] = await notifier.start(1);
  await deliveries.finish(ended(started!, { state: 'RETRYING', delayMs: 60_000 }));
  await deliveries.add([], ['dead', 'acked', 'waiting']);
  expect(await states()).toEqual(['dead SUPERSEDED', 'acked ACKED', 'waiting SUPERSEDED']);
  expect(await register.countDead({})).toBe(0);
});

it('never withdraws that a payment has failed', async () => {
  const { deliveries } = notifier;
  await deliveries.add([freshDelivery('failed', failure)], ['failed']);
  await notifier.put('DEAD', ['failed-dead'], failure);
  await deliveries.add([], ['failed', 'failed-dead']);
  expect(await states()).toEqual(['failed DEAD', 'failed-dead DEAD']);
});

it('leaves alone an agreement of the same name, and a payment that is named as an ended one', async () => {
  const { deliveries } = notifier;
  await deliveries.add([freshDelivery('x', { kind: 'TOKEN_CREATED' }), freshDelivery('y')], ['x']);
  await deliveries.add([freshDelivery('y', { kind: 'TOKEN_CANCELED' })]);
  expect(await states()).toEqual(['x RETRYING', 'y RETRYING', 'x SUPERSEDED', 'y RETRYING']);
});

it.each(['ACKED', 'DEAD'] as const)('lets an attempt under way end, whatever comes of it: %s', async (state) => {
  const { deliveries, sql } = notifier;
  await deliveries.add([freshDelivery('a')]);
  const [started] = await notifier.start(1);
  await deliveries.add([], ['a']);
  expect(await deliveries.finish(ended(started!, { state }))).toMatchObject({ state: 'SUPERSEDED' });
  expect(await states()).toEqual(['a SUPERSEDED']);
  expect(await sql('select * from notifier.alert')).toEqual([]);
});
