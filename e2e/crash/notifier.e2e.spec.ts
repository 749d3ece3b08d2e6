import { eventually } from '@wallet/testkit';
import { Crashes } from '../support/crashes';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { startWallet, type Wallet } from '../support/wallet';

/** Each notice is sent until it is acknowledged, and Alipay+ makes one effect of it. */
describe('crash points of the notifier', () => {
  const crashes = new Crashes();
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('crash-points-notifier', crashes.options);
  }, 120_000);
  afterAll(async () => {
    await wallet.stop();
    crashes.remove();
  }, 40_000);

  /** Alipay+ will answer the notice of this payment so; then S. */
  async function pay(...notifyPayment: string[]): Promise<EasyPayOrder> {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const id = await order.open();
    await wallet.plan({ subject: order.paymentRequestId, notifyPayment });
    expect(resultOf(await order.verify(id, await order.code()))).toBe('S SUCCESS');
    return order;
  }

  const inState = (order: EasyPayOrder, state: string) =>
    eventually(
      async () => {
        const sql = 'select state from notifier.delivery where subject = $1';
        expect(await wallet.rows(sql, [order.paymentRequestId])).toEqual([{ state }]);
      },
      { timeoutMs: 40_000 },
    );

  /** How the notices of the payment were answered; all of them had the same body. */
  async function answersTo(order: EasyPayOrder): Promise<string[]> {
    const { notifications } = await wallet.booked(order.paymentRequestId);
    expect(new Set(notifications.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    return notifications.map(({ answered }) => answered);
  }

  /** As an operator, of all that are dead. */
  const replay = () => {
    const body = { filter: { state: 'DEAD' }, operator: 'anna', reason: 'a spec' };
    return wallet.stack.operate('notifier', 'deliveries/replay', { body });
  };

  it.each([
    ['N2', 'its answer is lost', 'drop'],
    ['N3', 'its answer is signed by somebody else', 'wrong-signature'],
  ])(
    '%s: Alipay+ has taken the notice and %s',
    async (_, __, behaviour) => {
      const order = await pay(behaviour);
      await inState(order, 'ACKED');
      expect(await answersTo(order)).toEqual([behaviour, 'S']);
      await wallet.expectSoundBooks();
    },
    60_000,
  );

  it('N4: the notifier dies when it has recorded a failed attempt: the next one comes', async () => {
    const order = await crashes.dyingAt(wallet, 'notifier', 'notifier.attempt.recorded', () => pay('U'));
    await inState(order, 'ACKED');
    expect(await answersTo(order)).toEqual(['U', 'S']);
    await wallet.expectSoundBooks();
  }, 120_000);

  it('N6: the notifier dies when it has taken up a replay: each notice goes out, once', async () => {
    const orders = await Promise.all([pay('F'), pay('F'), pay('F')]);
    for (const order of orders) await inState(order, 'DEAD');
    await crashes.dyingAt(wallet, 'notifier', 'notifier.replay.committed', () => replay().catch(() => undefined));
    for (const order of orders) await inState(order, 'ACKED');
    expect(await replay()).toMatchObject({ matched: 0, replayed: 0 });
    for (const order of orders) expect(await answersTo(order)).toEqual(['F', 'S']);
    await wallet.expectSoundBooks();
  }, 120_000);
});
