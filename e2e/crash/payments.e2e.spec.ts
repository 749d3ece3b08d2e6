import { eventually } from '@wallet/testkit';
import { Crashes } from '../support/crashes';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { expectPaidOnce, repeatUntilDone } from '../support/paid-once';
import { cancel, refund, type Paid } from '../support/reversals';
import { startWallet, type Exchange, type Wallet } from '../support/wallet';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Longer than the 6 s after which Kafka gives the partitions of a silent consumer to another. */
const haltMs = 9_000;

/** Two payments processes: one is struck inside a settlement, in the relay, or before it answers a reversal. */
describe('crash points of payments and its relay', () => {
  const crashes = new Crashes();
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('crash-points-payments', { ...crashes.options, replicas: { payments: 2 } });
  }, 120_000);
  afterAll(async () => {
    await wallet.stop();
    crashes.remove();
  }, 40_000);

  async function opened(): Promise<{ order: EasyPayOrder; verify: () => Promise<Exchange> }> {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const [id, code] = [await order.open(), await order.code()];
    return { order, verify: () => order.verify(id, code) };
  }

  async function paid(): Promise<{ order: EasyPayOrder; paid: Paid }> {
    const { order, verify } = await opened();
    const { answer } = await repeatUntilDone(verify);
    return { order, paid: { paymentRequestId: order.paymentRequestId, paymentId: String(answer?.paymentId) } };
  }

  it.each([
    ['P1', 'payments.settlement.received'],
    ['P2', 'payments.payment.decided'],
    ['P3', 'postgres.committing'],
    ['R1', 'outbox.claimed'],
  ])(
    '%s: payments dies at %s',
    async (_, milestone) => {
      const { order, verify } = await opened();
      await crashes.dyingAt(wallet, 'payments', milestone, verify);
      await expectPaidOnce(wallet, order, verify);
    },
    120_000,
  );

  it('R6: the relay dies with what it has claimed: the other one sends it within 10 s', async () => {
    const { order, verify } = await opened();
    const { acting, struck } = await crashes.strike(
      wallet,
      'payments',
      { milestone: 'outbox.claimed', how: 'kill' },
      verify,
    );
    await eventually(async () => expect((await wallet.booked(order.paymentRequestId)).notifications).not.toEqual([]), {
      timeoutMs: 10_000,
    });
    await struck.restart();
    await acting;
    await expectPaidOnce(wallet, order, verify);
  }, 120_000);

  it.each([
    ['P7', 'inside its transaction', 'payments.payment.decided'],
    ['P8', 'before its transaction', 'payments.settlement.received'],
  ])(
    '%s: payments is halted %s until another has its partitions, then goes on',
    async (_, __, milestone) => {
      const { order, verify } = await opened();
      const { acting, struck } = await crashes.strike(wallet, 'payments', { milestone, how: 'stop' }, verify);
      const haltedAt = Date.now();
      // Another takes over in 6 s, at times soon enough for the answer.
      expect(resultOf(await acting)).toMatch(/^[SU] /);
      const repeated = verify();
      await pause(haltedAt + haltMs - Date.now());
      await struck.kill('SIGCONT');
      expect(resultOf(await repeated)).not.toMatch(/^F/);
      await expectPaidOnce(wallet, order, verify);
    },
    120_000,
  );

  it('payments dies between a cancellation and its answer: the repeat is S, and all is given back once', async () => {
    const { order } = await paid();
    const call = () => cancel(wallet, order.paymentRequestId);
    const milestone = 'payments.cancellation.committed';
    expect(resultOf(await crashes.dyingAt(wallet, 'payments', milestone, call))).not.toMatch(/^F/);
    await repeatUntilDone(call);
    expect(await wallet.balance(order.customer)).toBe('1000000');
    expect(resultOf(await order.inquire(), 'paymentResult')).toBe('F ORDER_IS_CLOSED');
    await wallet.expectSoundBooks();
  }, 120_000);

  it('payments dies between a refund and its answer: the repeat is S, and it is given back once', async () => {
    const { order, paid: payment } = await paid();
    const over = { refundRequestId: `refund-${order.paymentRequestId}` };
    const call = () => refund(wallet, payment, '50', over);
    const milestone = 'payments.refund.committed';
    expect(resultOf(await crashes.dyingAt(wallet, 'payments', milestone, call))).not.toMatch(/^F/);
    const { answer } = await repeatUntilDone(call);
    expect((await call()).answer).toMatchObject({ refundId: answer?.refundId });
    expect(await wallet.balance(order.customer)).toBe('988000');
    await wallet.expectSoundBooks();
  }, 120_000);
});
