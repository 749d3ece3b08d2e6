import { cancelPayment, refundPayment, settlePayment } from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';
import { RefundPayment } from '../../application/refund-payment';
import { SettlePayment } from '../../application/settle-payment';
import { accepted, cancellation, paymentsFixture, refund, type PaymentsFixture } from '../../../test/payments-fixture';
import {
  ask,
  balanceOf,
  brokenBooks,
  cancelled,
  eachOf,
  ids,
  openOrders,
  payOrders,
  resultOf,
  throughProxy,
} from '../../../test/reversals';
import { CancelPayment } from '../../application/cancel-payment';
import { PostgresOrders } from './orders/postgres-orders';
import { PostgresRefunds } from './refunds/postgres-refunds';
import { limitsIn } from '../../../test/limits-in';

const times = 100;
const width = 5;

describe('an answer to a COMMIT that is lost', () => {
  let payments: PaymentsFixture;
  let broken: Awaited<ReturnType<typeof throughProxy>>;

  beforeAll(async () => {
    payments = await paymentsFixture({
      limits: limitsIn(['HKD'], { single: 100n, dailyAmount: 1_000_000n, dailyCount: 1_000 }),
    });
    broken = await throughProxy(payments);
  });
  afterEach(async () => expect(await brokenBooks(payments)).toEqual([]));
  afterAll(async () => {
    await broken.close();
    await payments.stop();
  });

  /** Every commit of `work` loses its answer, so that nothing is known and nothing was said. */
  async function loseAll<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>) {
    const before = { lost: broken.proxy.lostCommits, said: payments.bus.answers.length };
    broken.proxy.cutAfterCommit(items.length);
    await eachOf(items, width, (item) => expect(work(item)).rejects.toThrow(DependencyFault));
    broken.proxy.pass();
    expect(broken.proxy.lostCommits - before.lost).toBe(items.length);
    expect(payments.bus.answers).toHaveLength(before.said);
  }

  it('of a settlement is found by the repeat, 100 times: paid once, never refused', async () => {
    const orderIds = ids('settle', times);
    await openOrders(payments, 'settle', orderIds);
    const settlements = new PostgresOrders(broken.dataSource);
    const useCase = payments.served(
      settlePayment,
      new SettlePayment({ ...payments.settling, settlements }, payments.rules),
    );
    await loseAll(orderIds, (id) => useCase.execute([accepted(id, 'settle')]));
    expect(await balanceOf(payments, 'settle')).toBe('90000');
    const repeats = orderIds.map((id) => accepted(id, 'settle'));
    const answers = await ask(payments, payments.settle, ...repeats);
    const paymentIds = answers.map((answer) => resultOf(answer, 'paid')?.paymentId);
    const stored = await payments.sql<{ payment_id: string }>(
      `select payment_id from payments.payment_order where payment_request_id = any($1)`,
      [orderIds],
    );
    expect(paymentIds.sort()).toEqual(stored.map(({ payment_id }) => payment_id).sort());
    expect(await balanceOf(payments, 'settle')).toBe('90000');
  }, 60_000);

  it('of a refund is found by the repeat, 100 times: refunded once, never refused', async () => {
    const orderIds = ids('refund', times);
    const paymentIds = await payOrders(payments, 'refund', orderIds);
    const stored = new PostgresRefunds(broken.dataSource);
    const refunds = payments.served(refundPayment, new RefundPayment(stored, payments.clock, payments.rules));
    const batch = orderIds.map((id, at) => refund(id, `${id}-r`, { paymentId: paymentIds[at]! }));
    await loseAll(batch, (message) => refunds.execute([message]));
    expect(await balanceOf(payments, 'refund')).toBe('91000');
    const answers = await ask(payments, payments.refund, ...batch);
    expect(answers.filter((answer) => resultOf(answer, 'refunded'))).toHaveLength(times);
    expect(await balanceOf(payments, 'refund')).toBe('91000');
  }, 60_000);

  it('of a cancellation is found by the repeat, 20 times: reversed once', async () => {
    const orderIds = ids('cancel', 20);
    await payOrders(payments, 'cancel', orderIds);
    const orders = new PostgresOrders(broken.dataSource);
    const useCase = payments.served(cancelPayment, new CancelPayment(orders, payments.clock, payments.rules));
    await loseAll(orderIds, (id) => useCase.execute([cancellation(id)]));
    const repeats = orderIds.map((id) => cancellation(id));
    expect(await ask(payments, payments.cancel, ...repeats)).toEqual(Array(20).fill(cancelled));
    expect(await balanceOf(payments, 'cancel')).toBe('100000');
  }, 30_000);
});
