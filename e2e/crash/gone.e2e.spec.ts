import { request } from 'undici';
import { Binding, tokenPayment } from '../support/binding';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { goneFor, killAll, toldBy } from '../support/owners';
import { expectPaidOnce, repeatUntilDone } from '../support/paid-once';
import { startWallet, type Exchange, type Wallet } from '../support/wallet';

/** Far below every wall of the gateway, the shortest of which is 3.5 s. */
const atOnceMs = 1_000;
const unknown = 'U UNKNOWN_EXCEPTION';

/** All replicas of a service are killed: once the gateway knows, nobody waits for them. */
describe('services that are gone', () => {
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('gone', { replicas: { payments: 2, auth: 2 } });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** What is signed, and comes at once. */
  async function quickly(call: () => Promise<Exchange>): Promise<string> {
    const exchange = await call();
    const result = resultOf(exchange);
    expect({ result, isAtOnce: exchange.durationMs < atOnceMs }).toEqual({ result, isAtOnce: true });
    return result;
  }

  const dependencyUp = async (service: string): Promise<string | undefined> => {
    const text = await (await fetch(`${wallet.stack.process('gateway-1').healthUrl}/metrics`)).text();
    return new RegExp(`^dependency_up\\{name="${service}"\\} (\\d)$`, 'm').exec(text)?.[1];
  };

  it('is not said of services that start together with their gateway', async () => {
    expect(await goneFor(wallet.stack.process('gateway-1'))).toEqual([]);
    expect(toldBy(wallet.stack.process('gateway-1'))).toEqual([]);
  });

  it('payments: what needs it is U at once, what does not goes on, and the repeat pays once', async () => {
    const [customer, another] = await wallet.customers(2);
    const waiting = new EasyPayOrder(wallet, customer!);
    const id = await waiting.open();
    const code = await waiting.code();
    const fresh = new EasyPayOrder(wallet, another!);
    const startAgain = await killAll(wallet, 'payments');

    for (let count = 0; count < 2; count++) {
      expect(await quickly(() => fresh.evaluate())).toBe(unknown);
      expect(await quickly(() => wallet.call('pay', fresh.order()))).toBe(unknown);
      expect(await quickly(() => waiting.inquire())).toBe(unknown);
      expect(await quickly(() => waiting.verify(id, code))).toBe('U PAYMENT_IN_PROCESS');
    }
    expect(resultOf(await new Binding(wallet, another!).prepare())).toBe('S SUCCESS');
    expect([await dependencyUp('payments'), await dependencyUp('auth')]).toEqual(['0', '1']);

    await startAgain();
    expect(resultOf(await fresh.evaluate())).toBe('S SUCCESS');
    await expectPaidOnce(wallet, waiting, () => waiting.verify(id, code));
    expect(await dependencyUp('payments')).toBe('1');
    expect(toldBy(wallet.stack.process('gateway-1')).slice(-2)).toEqual(['error payments', 'info payments']);
  }, 120_000);

  it('auth: a payment by token and a consent page too, and the same payment is made once', async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const { accessToken } = await binding.bind();
    const way = { authRedirectUrl: `${wallet.stack.simulatorUrl}/merchant/return` };
    const consent = await wallet.call('prepare', new Binding(wallet, binding.customer).redirection(way));
    expect(resultOf(consent)).toBe('S SUCCESS');
    const openPage = async () => {
      const { statusCode, body } = await request(String(consent.answer?.authUrl));
      return { statusCode, text: await body.text() };
    };
    expect((await openPage()).statusCode).toBe(200);
    const payment = tokenPayment(accessToken);
    const pay = () => wallet.call('pay', payment);
    const startAgain = await killAll(wallet, 'auth');

    expect(await quickly(pay)).toBe(unknown);
    expect(await quickly(pay)).toBe(unknown);
    expect(await quickly(() => binding.sendOtp(accessToken))).toBe(unknown);
    const askedAt = performance.now();
    const page = await openPage();
    expect(performance.now() - askedAt).toBeLessThan(atOnceMs);
    expect(page.statusCode).toBe(503);
    expect(page.text).toContain('We cannot tell right now');

    await startAgain();
    expect((await openPage()).statusCode).toBe(200);
    const paid = await repeatUntilDone(pay);
    expect((await pay()).answer).toEqual(paid.answer);
    expect(await wallet.balance(binding.customer)).toBe('998000');
    await wallet.expectSoundBooks();
  }, 120_000);

  it('otp: only what must pass it is unknown, and what payments refuses before is refused', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const startAgain = await killAll(wallet, 'otp');

    expect(await quickly(() => order.evaluate())).toBe('S SUCCESS');
    expect(await quickly(() => order.sendOtp())).toBe('F ORDER_NOT_EXIST');
    expect(await quickly(() => wallet.call('pay', order.order()))).toBe(unknown);

    await startAgain();
    const id = await order.open();
    const code = await order.code();
    await expectPaidOnce(wallet, order, () => order.verify(id, code));
  }, 120_000);
});
