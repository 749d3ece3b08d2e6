import { eventually } from '@wallet/testkit';
import { amountOf, EasyPayOrder, resultOf, wrongCodes } from './support/easy-pay';
import { startWallet, type Wallet } from './support/wallet';

const tryAgain = 'U VERIFICATION_IN_PROCESS';
const failed = 'F USER_PAYMENT_VERIFICATION_FAILED';

describe('the rulings on a first payment', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('rulings', { env: { otp: { OTP_RESEND_SECONDS: '1' } } });
  }, 120_000);
  afterAll(() => wallet.stop(), 30_000);

  const newOrder = async (amount = '12050', over = {}): Promise<EasyPayOrder> =>
    new EasyPayOrder(wallet, await wallet.customer(), amount, over);
  const paymentResult = async (order: EasyPayOrder): Promise<string> =>
    resultOf(await order.inquire(), 'paymentResult');
  const notices = async (order: EasyPayOrder, count: number): Promise<string[]> =>
    eventually(async () => {
      const { notifications } = await wallet.booked(order.paymentRequestId);
      expect(notifications).toHaveLength(count);
      return notifications.map(({ body }) => (body.paymentResult as { resultCode: string }).resultCode);
    });

  it('wrong, wrong, right: U, U, S', async () => {
    const order = await newOrder();
    const id = await order.open();
    const code = await order.code();
    const [first, second] = wrongCodes(code, 2);
    const answers = [await order.verify(id, first!), await order.verify(id, second!), await order.verify(id, code)];
    expect(answers.map((answer) => resultOf(answer))).toEqual([tryAgain, tryAgain, 'S SUCCESS']);
    expect(answers[0]?.answer).not.toHaveProperty('verifyRequestId');
  });

  it('three wrong codes close the order, also for the right one, and it is notified', async () => {
    const order = await newOrder();
    const id = await order.open();
    const code = await order.code();
    const answers: string[] = [];
    for (const wrong of [...wrongCodes(code, 3), code]) answers.push(resultOf(await order.verify(id, wrong)));
    expect(answers).toEqual([tryAgain, tryAgain, failed, failed]);
    expect(await paymentResult(order)).toBe(failed);
    expect(await notices(order, 1)).toEqual(['USER_PAYMENT_VERIFICATION_FAILED']);
    expect(await wallet.balance(order.customer)).toBe('1000000');
  });

  it('the same wrong code four times costs one try', async () => {
    const order = await newOrder();
    const id = await order.open();
    const code = await order.code();
    const [wrong, other] = wrongCodes(code, 2);
    for (let time = 0; time < 4; time++) expect(resultOf(await order.verify(id, wrong!))).toBe(tryAgain);
    expect(resultOf(await order.verify(id, other!))).toBe(tryAgain);
    expect(resultOf(await order.verify(id, code))).toBe('S SUCCESS');
  });

  it('a resend inside the cool-down sends nothing; after it only the newest code and id work', async () => {
    const order = await newOrder();
    const id = await order.open();
    const oldCode = await order.code();
    const early = await order.sendOtp();
    expect([resultOf(early), early.answer?.verifyRequestId]).toEqual(['S SUCCESS', id]);
    expect(await wallet.sms(order.customer.loginId)).toHaveLength(1);
    const newest = await eventually(async () => {
      const sent = await order.sendOtp();
      expect(sent.answer?.verifyRequestId).not.toBe(id);
      return String(sent.answer?.verifyRequestId);
    });
    const code = await order.code(2);
    expect(resultOf(await order.verify(id, oldCode))).toBe(tryAgain);
    expect(resultOf(await order.verify(newest, code))).toBe('S SUCCESS');
  });

  it('a fourth send of an order is refused, without an id', async () => {
    const order = await newOrder();
    await order.open();
    for (const messages of [2, 3]) {
      await eventually(async () => {
        await order.sendOtp();
        expect(await wallet.sms(order.customer.loginId)).toHaveLength(messages);
      });
    }
    const throttled = await eventually(async () => {
      const answer = await order.sendOtp();
      expect(resultOf(answer)).toBe('F PROCESS_FAIL');
      return answer;
    });
    expect(throttled.answer).not.toHaveProperty('verifyRequestId');
    expect(await wallet.sms(order.customer.loginId)).toHaveLength(3);
  });

  it('an expired order is closed, by itself, and notified', async () => {
    const paymentExpiryTime = new Date(Date.now() + 2_500).toISOString();
    const order = await newOrder('12050', { paymentExpiryTime });
    const id = await order.open();
    const code = await order.code();
    expect(await eventually(() => notices(order, 1), { timeoutMs: 15_000 })).toEqual(['ORDER_IS_CLOSED']);
    expect(resultOf(await order.verify(id, code))).toBe('F ORDER_IS_CLOSED');
    expect(await paymentResult(order)).toBe('F ORDER_IS_CLOSED');
    expect(resultOf(await order.sendOtp())).toBe('F ORDER_IS_CLOSED');
  });

  it('a repeat with another amount is refused, and the first order lives on', async () => {
    const order = await newOrder();
    const id = await order.open();
    const other = { ...order.order(), paymentAmount: amountOf('12051'), payToAmount: amountOf('12051') };
    expect(resultOf(await wallet.call('pay', other))).toBe('F REPEAT_REQ_INCONSISTENT');
    expect(resultOf(await order.verify(id, await order.code()))).toBe('S SUCCESS');
  });

  it('a verification with another amount is refused, and closes the order', async () => {
    const order = await newOrder();
    const id = await order.open();
    const over = { paymentAmount: amountOf('1'), payToAmount: amountOf('1') };
    expect(resultOf(await order.verify(id, await order.code(), over))).toBe('F REPEAT_REQ_INCONSISTENT');
    expect(resultOf(await order.verify(id, await order.code()))).toBe('F REPEAT_REQ_INCONSISTENT');
    expect(await wallet.balance(order.customer)).toBe('1000000');
  });

  it('a customer who was frozen meanwhile is refused, and stays so after the thaw', async () => {
    const order = await newOrder();
    const id = await order.open();
    const code = await order.code();
    await wallet.changeCustomer(order.customer, 'freeze');
    expect(resultOf(await order.verify(id, code))).toBe('F USER_STATUS_ABNORMAL');
    expect(resultOf(await order.evaluate())).toBe('F USER_STATUS_ABNORMAL');
    await wallet.changeCustomer(order.customer, 'unfreeze');
    expect(resultOf(await order.verify(id, code))).toBe('F USER_STATUS_ABNORMAL');
    expect(resultOf(await order.evaluate())).toBe('S SUCCESS');
  });

  it('a paid order answers a repeat of each call: call 2 with its id, call 3 with the stored result', async () => {
    const order = await newOrder();
    const id = await order.open();
    const code = await order.code();
    const paid = await order.verify(id, code);
    const repeated = await order.verify(id, code);
    expect(repeated.answer).toEqual(paid.answer);
    expect(resultOf(await order.verify(id, wrongCodes(code, 1)[0]!))).toBe('S SUCCESS');
    expect(await order.open()).toBe(id);
    expect(await wallet.sms(order.customer.loginId)).toHaveLength(1);
    expect(resultOf(await order.sendOtp())).toBe('F ORDER_IS_CLOSED');
  });

  it('an SMS provider that refuses leaves the order open; sendOTP recovers it', async () => {
    const order = await newOrder();
    const to = order.customer.loginId.replace('852-', '+852');
    await wallet.plan({ subject: to, sms: ['refused', 'refused'] });
    await order.open();
    expect(resultOf(await order.sendOtp())).toBe('F PROCESS_FAIL');
    expect(await wallet.sms(order.customer.loginId)).toEqual([]);
    const sent = await order.sendOtp();
    expect(resultOf(sent)).toBe('S SUCCESS');
    const paid = await order.verify(String(sent.answer?.verifyRequestId), await order.code());
    expect(resultOf(paid)).toBe('S SUCCESS');
  });

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);
});
