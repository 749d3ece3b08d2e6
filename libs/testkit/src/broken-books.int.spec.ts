import { misdeliveredOrders } from './broken-books';
import { testDatabase, type TestDatabase } from './database';

const tables = `
  create schema payments;
  create table payments.payment_order (payment_request_id text, state text, paid_at timestamptz);
  insert into payments.payment_order values ('paid', 'PAID', now()), ('waiting', 'WAITING_FOR_OTP', null),
    ('cancelled', 'CANCELLED', now()), ('never paid', 'CANCELLED', null);
  create schema notifier;
  create table notifier.delivery (subject text, kind text, state text);
  insert into notifier.delivery values ('paid', 'NOTIFY_PAYMENT', 'ACKED'), ('cancelled', 'NOTIFY_PAYMENT', 'SUPERSEDED');
`;

describe('the books of several schemas', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase({ name: 'testkit_books', migrate: () => Promise.resolve() });
    await database.run([tables]);
  });
  afterEach(() => database.drop());
  const broken = async (sql: string) => {
    await database.run([sql]);
    return misdeliveredOrders(database.ownerUrl);
  };

  it('are sound when each paid order has its delivery', async () => {
    expect(await broken('select 1')).toEqual([]);
  });

  it.each([
    ['paid', 0, `delete from notifier.delivery where subject = 'paid'`],
    ['cancelled', 0, `update notifier.delivery set kind = 'OTHER' where subject = 'cancelled'`],
    [
      'waiting',
      2,
      `insert into notifier.delivery select 'waiting', 'NOTIFY_PAYMENT', 'DEAD' from generate_series(1, 2)`,
    ],
  ])('are broken when the order that is %s has %i deliveries', async (subject, deliveries, sql) => {
    const row = expect.stringContaining(`{"payment_request_id":"${subject}"`) as string;
    expect(await broken(sql)).toEqual([row]);
    expect((await broken('select 1'))[0]).toContain(`"deliveries":"${deliveries}"`);
  });
});
