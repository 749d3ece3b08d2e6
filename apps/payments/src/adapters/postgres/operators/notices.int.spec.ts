import { bookPayments } from '../../../../test/booked-payments';
import { cancellation, paymentsFixture, type PaymentsFixture } from '../../../../test/payments-fixture';
import { PostgresNotices } from './postgres-notices';

const note = { operator: 'ops', reason: 'a test' };
const told = ['cancelled', 'cancelled-by-token', 'cancelled-refunded', 'failed', 'paid', 'paid-by-token', 'refunded'];

describe('what was told of orders', () => {
  let payments: PaymentsFixture;
  let notices: PostgresNotices;
  beforeAll(async () => {
    payments = await paymentsFixture();
    notices = new PostgresNotices(payments.dataSource);
    await bookPayments(payments);
  });
  beforeEach(() => payments.database.run(['delete from payments.outbox']));
  afterAll(() => payments.stop());

  const repair = (ids: readonly string[], by?: typeof note) => notices.repair(ids, by, payments.clock.now());
  const outbox = () =>
    payments.sql<{ key: string; fact: string }>(
      `select key, payload->>'fact' as fact from payments.outbox where sent_at is null order by id`,
    );

  it.each([1, 3, 1_000])(
    'is listed once each, in pages of %d: never of one that waits or was not paid',
    async (limit) => {
      const found: string[] = [];
      let after;
      do {
        const page = await notices.told({ since: new Date(0), after, limit });
        found.push(...page.orders.map(({ paymentRequestId }) => paymentRequestId));
        after = page.next;
      } while (after);
      expect(found.sort()).toEqual(told);
      expect(await notices.told({ since: new Date(Date.now() + 60_000), after: undefined, limit })).toEqual({
        orders: [],
        next: undefined,
      });
    },
  );

  it('is written again as the order is now, once, with who and why', async () => {
    const ids = ['paid', 'failed', 'cancelled', 'waiting', 'cancelled-waiting', 'unknown'];
    const facts = [
      ['cancelled', 'PaymentCancelled'],
      ['failed', 'PaymentFailed'],
      ['paid', 'PaymentSettled'],
    ].map(([paymentRequestId, fact]) => ({ paymentRequestId, fact }));
    const dry = await repair(ids);
    expect([...dry.mended].sort((a, b) => (a.paymentRequestId < b.paymentRequestId ? -1 : 1))).toEqual(facts);
    expect(await outbox()).toEqual([]);

    expect(await repair(ids, note)).toEqual({ mended: facts, underWay: [] });
    expect(await outbox()).toEqual(facts.map(({ paymentRequestId: key, fact }) => ({ key, fact })));
    expect(await repair(ids, note)).toEqual({ mended: [], underWay: ['cancelled', 'failed', 'paid'] });
    expect(await outbox()).toHaveLength(3);
    const audited = await payments.sql(
      `select action, operator, reason, details from payments.operator_action where action = 'TELL_AGAIN' order by id`,
    );
    expect(audited).toEqual(facts.map((details) => ({ action: 'TELL_AGAIN', ...note, details })));
  });

  it('is left alone for a minute after it was sent', async () => {
    await repair(['paid'], note);
    await payments.database.run([`update payments.outbox set sent_at = now() - interval '50 seconds'`]);
    expect(await repair(['paid'], note)).toEqual({ mended: [], underWay: ['paid'] });
    await payments.database.run([`update payments.outbox set sent_at = now() - interval '61 seconds'`]);
    expect((await repair(['paid'], note)).mended).toHaveLength(1);
  });

  it('is not S of a payment that is being cancelled, nor hidden by an S that is on its way', async () => {
    await repair(['refunded'], note);
    const holder = payments.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`select 1 from payments.payment_order where payment_request_id = 'paid-by-token' for update`);
    expect(await repair(['paid-by-token'], note)).toEqual({ mended: [], underWay: ['paid-by-token'] });
    await holder.rollbackTransaction();
    await holder.release();
    await payments.cancel.execute([cancellation('refunded')]);
    await payments.database.run([`delete from payments.outbox where payload->>'fact' = 'PaymentCancelled'`]);
    expect((await repair(['refunded'], note)).mended).toEqual([
      { paymentRequestId: 'refunded', fact: 'PaymentCancelled' },
    ]);
  });
});
