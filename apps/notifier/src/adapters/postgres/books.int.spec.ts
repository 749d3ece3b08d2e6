import { proveBooks } from '@wallet/postgres';
import { deliveriesFixture, freshDelivery, type DeliveriesFixture } from '../../../test/deliveries-fixture';
import { bookChecks } from './book-checks';

let notifier: DeliveriesFixture;
beforeAll(async () => {
  notifier = await deliveriesFixture();
});
beforeEach(async () => {
  await notifier.reset();
  await notifier.put('DEAD', ['dead']);
  await notifier.put('ACKED', ['acked']);
  await notifier.deliveries.add([freshDelivery('waiting'), freshDelivery('due')], ['due']);
  await notifier.setClock('2025-11-22T06:10:00Z');
});
afterAll(() => notifier.stop());

const broken = async () => {
  const database = { url: notifier.database.urlFor('wallet_notifier'), schema: 'notifier' };
  const checks = await proveBooks(database, bookChecks);
  return checks.flatMap(({ id, status, rows }) => (status === 'broken' ? [[id, rows?.[0]?.['subject']]] : []));
};

it('are sound after a life of every kind', async () => {
  expect(await broken()).toEqual([]);
});

it.each([
  ['a death without an alert', 'delete from notifier.alert', ['I7', 'dead']],
  [
    'an acknowledgement that nobody gave',
    `update notifier.delivery set state = 'ACKED' where subject = 'dead'`,
    ['I7', 'dead'],
  ],
  ['an attempt that is gone', 'delete from notifier.attempt where delivery_id = 1', ['I7', 'dead']],
  [
    'a delivery that nobody sends',
    `update notifier.delivery set next_attempt_at = next_attempt_at - interval '1 ms' where subject = 'waiting'`,
    ['I12', 'waiting'],
  ],
])('are broken by %s', async (_, corruption, expected) => {
  await notifier.sql(corruption);
  expect(await broken()).toEqual([expected]);
});
