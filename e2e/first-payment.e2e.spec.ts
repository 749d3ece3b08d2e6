import { readFileSync } from 'node:fs';
import { eventually } from '@wallet/testkit';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

describe('a first-time Easy Pay payment', () => {
  let wallet: Wallet;
  beforeAll(async () => (wallet = await startWallet('first-payment')), 120_000);
  afterAll(() => wallet.stop(), 30_000);

  const services = ['gateway', 'auth', 'payments', 'otp', 'notifier'];
  const logOf = (service: string) =>
    readFileSync(wallet.stack.process(`${service}-1`).logFile, 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as JsonObject);
  const traceOf = (paymentId: unknown) => logOf('payments').find((each) => each.paymentId === paymentId)?.traceId;
  const line = (ids: JsonObject) =>
    expect.objectContaining({
      ...ids,
      level: 'info',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    }) as JsonObject;

  it('is evaluated, opened, verified, paid, inquired and notified in the shapes of the guide', async () => {
    const customer = await wallet.customer('1000000');
    const order = new EasyPayOrder(wallet, customer, '12050');

    const evaluated = await order.evaluate();
    expect(evaluated.answer).toEqual({
      customerId: customer.customerId,
      pspId: '1022160000000000000',
      result: { resultCode: 'SUCCESS', resultMessage: 'success.', resultStatus: 'S' },
    });
    expect(resultOf(await order.inquire())).toBe('F ORDER_NOT_EXIST');

    const opened = await wallet.call('pay', order.order());
    expect(opened.answer).toEqual({
      verifyRequestId: expect.stringMatching(/^[0-9A-Za-z]{32}$/) as string,
      result: {
        resultCode: 'VERIFICATION_IN_PROCESS',
        resultMessage: 'The verification is still under process.',
        resultStatus: 'U',
      },
    });
    const waiting = await order.inquire();
    expect([resultOf(waiting), resultOf(waiting, 'paymentResult')]).toEqual(['S SUCCESS', 'U PAYMENT_IN_PROCESS']);

    const sent = await order.sendOtp();
    expect(resultOf(sent)).toBe('S SUCCESS');
    expect(sent.answer?.verifyRequestId).toBe(opened.answer?.verifyRequestId);

    const paid = await order.verify(String(opened.answer?.verifyRequestId), await order.code());
    expect(paid.answer).toEqual({
      customerId: customer.customerId,
      paymentId: expect.stringMatching(/^\d{20,64}$/) as string,
      paymentTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/) as string,
      result: { resultCode: 'SUCCESS', resultMessage: 'success.', resultStatus: 'S' },
    });
    expect(await wallet.balance(customer)).toBe('987950');

    const inquired = await order.inquire();
    expect(inquired.answer).toMatchObject({
      paymentResult: { resultCode: 'SUCCESS', resultStatus: 'S' },
      paymentId: paid.answer?.paymentId,
      paymentTime: paid.answer?.paymentTime,
      customerId: customer.customerId,
      paymentAmount: { currency: 'HKD', value: '12050' },
    });

    const { notifications } = await eventually(async () => {
      const booked = await wallet.booked(order.paymentRequestId);
      expect(booked.notifications).toHaveLength(1);
      return booked;
    });
    expect(notifications[0]).toMatchObject({
      signature: 'valid',
      body: {
        paymentRequestId: order.paymentRequestId,
        paymentId: paid.answer?.paymentId,
        paymentTime: paid.answer?.paymentTime,
        paymentResult: { resultCode: 'SUCCESS', resultStatus: 'S' },
      },
    });
    const { paymentRequestId } = order;
    const { paymentId } = paid.answer ?? {};
    await eventually(() => {
      for (const service of ['gateway', 'payments', 'notifier'])
        expect(logOf(service)).toContainEqual(line({ paymentRequestId, paymentId }));
      for (const service of ['auth', 'otp']) expect(logOf(service)).toContainEqual(line({ paymentRequestId }));
    });
    const told = { msg: 'notice acknowledged', paymentRequestId, paymentId, traceId: traceOf(paymentId) };
    await eventually(() => expect(logOf('notifier')).toContainEqual(expect.objectContaining(told)));
    for (const service of services)
      expect(logOf(service)).not.toContainEqual(expect.objectContaining({ level: 'warn' }));
    await wallet.expectSoundBooks();
  });

  it('is notified again only while Alipay+ does not answer S', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    await wallet.plan({ subject: order.paymentRequestId, notifyPayment: ['U', 'wrong-signature', 'S'] });
    const verifyRequestId = await order.open();
    expect(resultOf(await order.verify(verifyRequestId, await order.code()))).toBe('S SUCCESS');
    const delivered = 'select state, attempts from notifier.delivery where subject = $1';
    await eventually(
      async () =>
        expect(await wallet.rows(delivered, [order.paymentRequestId])).toEqual([{ state: 'ACKED', attempts: 3 }]),
      { timeoutMs: 20_000 },
    );
    const { notifications } = await wallet.booked(order.paymentRequestId);
    expect(notifications.map(({ answered }) => answered)).toEqual(['U', 'wrong-signature', 'S']);
    expect(new Set(notifications.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });
});
