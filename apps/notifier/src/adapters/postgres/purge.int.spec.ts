import { deliveriesFixture, freshDelivery, type DeliveriesFixture } from '../../../test/deliveries-fixture';

let notifier: DeliveriesFixture;
beforeAll(async () => {
  notifier = await deliveriesFixture();
});
beforeEach(() => notifier.reset());
afterAll(() => notifier.stop());

const by = { operator: 'o', reason: 'r' };
const count = async (table: string) =>
  (await notifier.sql<{ count: number }>(`select count(*)::int as count from notifier.${table}`))[0]?.count;

it('forgets what is done with for so long, with its attempts and alerts, and never what is not', async () => {
  const { deliveries, register } = notifier;
  await notifier.put('DEAD', ['dead', 'resolved']);
  await register.resolve('2', by);
  await notifier.put('ACKED', ['acked']);
  await deliveries.add([freshDelivery('retrying'), freshDelivery('withdrawn')], ['withdrawn']);
  await notifier.setClock('2026-02-20T06:00:00Z');
  await notifier.put('ACKED', ['new']);
  expect(await deliveries.purge(90, 100)).toBe(0);
  await notifier.setClock('2026-02-20T06:00:00.001Z');
  expect(await deliveries.purge(90, 100)).toBe(3);
  const left = (await notifier.stored()).map(({ subject }) => subject);
  expect(left).toEqual(['dead', 'retrying', 'new']);
  expect([await count('attempt'), await count('alert'), await count('operator_action')]).toEqual([3, 1, 1]);
});

it('forgets in batches, and waits for nobody', async () => {
  const { deliveries, owner } = notifier;
  await notifier.put('ACKED', ['a', 'b', 'c', 'd', 'e']);
  await notifier.setClock('2026-03-01T00:00:00Z');
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  await runner.query(`select from notifier.delivery where subject in ('a', 'b') for update`);
  expect(await deliveries.purge(90, 2)).toBe(2);
  expect(await deliveries.purge(90, 2)).toBe(1);
  await runner.rollbackTransaction();
  await runner.release();
  expect(await deliveries.purge(90, 10)).toBe(2);
  expect(await notifier.stored()).toEqual([]);
});
