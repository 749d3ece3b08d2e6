import { eventually } from '@wallet/testkit';
import { refund } from './support/reversals';
import { resultOf } from './support/easy-pay';
import { Merchants } from './support/app/scans';
import { startWallet, type Customer, type JsonObject, type Wallet } from './support/wallet';
import { WalletApp } from './support/app/wallet-app';

const ramen = { merchant: 'tokyo-ramen', amount: '980', paymentRedirectUrl: 'https://shop.example/done' };
const pin = { paymentFactor: { type: 'PIN', value: '123456' } };

describe('scan and pay', () => {
  let wallet: Wallet;
  let merchants: Merchants;

  beforeAll(async () => {
    const gateway = { USER_INITIATED_PAY_BUDGET_MS: '4000', USER_INITIATED_PAY_TIMEOUT_MS: '1500' };
    wallet = await startWallet('scan-and-pay', { replicas: { payments: 2 }, env: { gateway } });
    merchants = new Merchants(wallet);
    const app = new WalletApp(wallet, await wallet.customer());
    await eventually(async () => {
      expect(await app.call('POST', 'codes/identify', { codeValue: 'none' })).toMatchObject({ status: 200 });
    });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const appOf = (customer: Customer) => {
    const app = new WalletApp(wallet, customer);
    return {
      scan: async (codeValue: string) => app.call('POST', 'codes/pay', { codeValue }),
      confirm: (orderId: unknown) => app.call('POST', `orders/${String(orderId)}/confirm`, pin),
      show: (orderId: unknown) => app.call('GET', `orders/${String(orderId)}`),
      leave: (orderId: unknown) => app.call('DELETE', `orders/${String(orderId)}`),
      history: async () => (await app.call('GET', 'orders')).body.orders as JsonObject[],
    };
  };
  const orderOf = ({ body }: { readonly body: JsonObject }) => body.order as JsonObject;
  const inHkd = (order: JsonObject) => BigInt((order.walletAmount as { value: string }).value);

  it('makes one order of U, U, silence and S, which two confirmations pay once', async () => {
    const customer = await wallet.customer('100000');
    const app = appOf(customer);
    const codeValue = await merchants.code(ramen, ['U', 'U', 'drop', 'S']);
    const scanned = await app.scan(codeValue);
    expect(scanned).toMatchObject({ status: 200, body: { action: 'PAY', order: { state: 'waiting' } } });
    const order = orderOf(scanned);
    expect(order).toMatchObject({
      merchantName: '東京ラーメン横丁',
      orderAmount: { currency: 'JPY', value: '980' },
      walletAmount: { currency: 'HKD' },
      localAmountExact: true,
      redirectAfterSeconds: 6,
      brandLine: 'Powered by Alipay+',
    });
    const calls = await merchants.calls(codeValue);
    expect(calls.map(({ answered }) => answered)).toEqual(['U', 'U', 'drop', 'S']);
    expect(new Set(calls.map(({ rawBody }) => rawBody)).size).toBe(1);
    expect(orderOf(await app.scan(codeValue))).toMatchObject({ orderId: order.orderId, state: 'waiting' });
    expect(await wallet.balance(customer)).toBe('100000');

    const { orderId } = order;
    expect(await appOf(await wallet.customer()).confirm(orderId)).toMatchObject({ status: 404 });
    const both = await Promise.all([app.confirm(orderId), app.confirm(orderId)]);
    for (const { body } of both) expect(body).toMatchObject({ orderId, state: 'succeeded' });
    expect(await wallet.balance(customer)).toBe(String(100_000n - inHkd(order)));
    const paymentRequestId = await merchants.paymentRequestId(codeValue);
    await eventually(async () => {
      const { notifications } = await wallet.booked(paymentRequestId);
      expect(notifications).toMatchObject([{ signature: 'valid', answered: 'S' }]);
    });

    const { paymentId } = (await wallet.booked(paymentRequestId)).notifications[0]!.body;
    const value = String(inHkd(order));
    const amount = { currency: 'HKD', value };
    const amounts = { refundAmount: { currency: 'JPY', value: '980' }, refundFromAmount: amount };
    const paid = { paymentRequestId, paymentId: String(paymentId) };
    expect(resultOf(await refund(wallet, paid, value, amounts))).toBe('S SUCCESS');
    expect(await wallet.balance(customer)).toBe('100000');
    const shown = { state: 'succeeded', refundedAmount: { currency: 'JPY', value: '980' } };
    expect((await app.show(orderId)).body).toMatchObject(shown);
    expect(await app.history()).toMatchObject([{ orderId, ...shown }]);
  });

  it('lets a user whose balance is too low top up and confirm again', async () => {
    const customer = await wallet.customer('1');
    const app = appOf(customer);
    const codeValue = await merchants.code({ merchant: 'hongkong-tea', amount: '4850' });
    const { orderId } = orderOf(await app.scan(codeValue));
    expect((await app.confirm(orderId)).body).toMatchObject({
      state: 'waiting',
      failure: { code: 'USER_BALANCE_NOT_ENOUGH' },
    });
    const paymentRequestId = await merchants.paymentRequestId(codeValue);
    expect((await wallet.booked(paymentRequestId)).notifications ?? []).toEqual([]);
    const amount = { currency: 'HKD', value: '4849' };
    const body = { amount, reference: `top-up-${String(orderId)}`, operator: 'e2e', reason: 'a test' };
    await wallet.stack.operate('payments', `customers/${customer.customerId}/credit`, { body });
    expect((await app.confirm(orderId)).body).toMatchObject({ state: 'succeeded' });
    expect(await wallet.balance(customer)).toBe('0');
    await eventually(async () => {
      expect((await wallet.booked(paymentRequestId)).notifications).toMatchObject([{ answered: 'S' }]);
    });
  });

  it('pays nothing that the client SDK handles, that Alipay+ refuses, or that the user leaves', async () => {
    const customer = await wallet.customer('100000');
    const app = appOf(customer);
    const tooMuch = await merchants.code({ merchant: 'shanghai-noodles', amount: '3500100' });
    const handed = await app.scan(tooMuch);
    expect(handed.body).toMatchObject({ action: 'HANDLE_BY_SDK', order: { state: 'handledBySdk' } });
    expect(JSON.parse(String(handed.body.sdkActionPayload))).toMatchObject({ reason: 'AMOUNT_LIMIT' });
    expect((await app.confirm(orderOf(handed).orderId)).body).toMatchObject({ state: 'handledBySdk' });

    const refused = await app.scan(await merchants.code(ramen, ['F:EXPIRED_CODE']));
    expect(refused.body).toMatchObject({ action: 'REFUSED', failure: { code: 'EXPIRED_CODE' } });

    const { orderId } = orderOf(await app.scan(await merchants.code(ramen)));
    expect((await app.leave(orderId)).body).toMatchObject({ state: 'failed' });
    expect((await app.confirm(orderId)).body).toMatchObject({ state: 'failed' });
    expect(await wallet.balance(customer)).toBe('100000');
  });

  it('ends clearly when Alipay+ never decides, and a late S charges nothing', async () => {
    const customer = await wallet.customer('100000');
    const app = appOf(customer);
    const codeValue = await merchants.code(ramen, [...Array<string>(20).fill('U'), 'S']);
    const silent = await merchants.code(ramen, Array<string>(20).fill('late:3000'));
    for (const { status, body } of await Promise.all([app.scan(codeValue), app.scan(silent)])) {
      expect({ status, body }).toMatchObject({ status: 504, body: { error: 'no-decision' } });
    }
    expect(new Set((await merchants.calls(codeValue)).map(({ rawBody }) => rawBody)).size).toBe(1);
    expect(await app.history()).toEqual([]);
    expect(await wallet.balance(customer)).toBe('100000');
    await wallet.expectSoundBooks();
  });
});
