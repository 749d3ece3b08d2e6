import type { Message } from '@wallet/messaging';
import { DependencyFault } from '@wallet/service';
import { failToBegin } from '@wallet/testkit';
import {
  accepted,
  cancellation,
  hkd,
  order,
  paymentsFixture,
  refund,
  tokenPay,
  type PaymentsFixture,
} from '../../../test/payments-fixture';
import { ask, brokenBooks, openOrders, payOrders } from '../../../test/reversals';

interface UseCase<Payload> {
  execute(batch: readonly Message<Payload>[]): Promise<void>;
}

describe('a transaction that Postgres does not begin, on a connection that stays', () => {
  let payments: PaymentsFixture;
  let paymentId = '';
  beforeAll(async () => {
    payments = await paymentsFixture();
    await openOrders(payments, 'settling', ['settled']);
    [paymentId = ''] = await payOrders(payments, 'returning', ['returned']);
    await payOrders(payments, 'cancelling', ['cancelled']);
    await payments.register('agreeing', hkd('100000'));
  });
  afterAll(() => payments.stop());

  const stored = () =>
    payments.sql(
      `select (select array_agg(o order by payment_request_id) from payments.payment_order o)::text as orders,
         (select array_agg(r order by refund_request_id) from payments.refund r)::text as refunds,
         (select array_agg(a order by id) from payments.account a)::text as accounts,
         (select count(*) from payments.ledger_entry) as entries, (select count(*) from payments.outbox) as facts`,
    );

  /** Nothing is stored and nothing said: the record is taken again, and what was answered then. */
  async function taken<Payload>(useCase: UseCase<Payload>, message: Message<Payload>): Promise<unknown> {
    const before = [await stored(), payments.bus.answers.length];
    failToBegin();
    await expect(useCase.execute([message])).rejects.toThrow(DependencyFault);
    expect([await stored(), payments.bus.answers.length]).toEqual(before);
    const [answer] = await ask(payments, useCase, message);
    expect(await brokenBooks(payments)).toEqual([]);
    return answer?.outcome === 'done' ? answer.result.kind : answer;
  }

  it('settles nothing, refuses nothing, and settles when it is taken again', async () => {
    expect(await taken(payments.settle, accepted('settled', 'settling'))).toBe('paid');
  });

  it('pays nothing by token', async () => {
    expect(await taken(payments.payByToken, tokenPay('by-token', 'agreeing'))).toBe('paid');
  });

  it('opens no order', async () => {
    expect(await taken(payments.open, order('opened', 'agreeing'))).toBeUndefined();
    expect(await payments.sql(`select state from payments.payment_order where payment_request_id = 'opened'`)).toEqual([
      { state: 'WAITING_FOR_OTP' },
    ]);
  });

  it('refunds nothing', async () => {
    expect(await taken(payments.refund, refund('returned', 'refund-1', { paymentId }))).toBe('refunded');
  });

  it('cancels nothing', async () => {
    expect(await taken(payments.cancel, cancellation('cancelled'))).toBe('cancelled');
  });
});
