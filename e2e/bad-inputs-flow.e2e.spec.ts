import { eventually } from '@wallet/testkit';
import { amountOf, EasyPayOrder, resultOf, wrongCodes } from './support/easy-pay';
import { exchange } from './support/raw-answer';
import { SignedLine } from './support/signed-line';
import { changedBy, refusalTables } from './support/stored-state';
import { startWallet, type Customer, type JsonObject, type Wallet } from './support/wallet';

const success = 'S SUCCESS';
const tryAgain = 'U VERIFICATION_IN_PROCESS';
const failed = 'F USER_PAYMENT_VERIFICATION_FAILED';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const times = <T>(count: number, each: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, each));

interface Opened {
  readonly order: EasyPayOrder;
  readonly id: string;
  readonly code: string;
}

/** reliability.md §10, rows 46 and 74 to 95: calls in the wrong order, number or moment. */
describe('bad flows', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('bad-inputs-flow', { env: { otp: { OTP_RESEND_SECONDS: '1' } } });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  async function opened(customer?: Customer, over: JsonObject = {}): Promise<Opened> {
    const order = new EasyPayOrder(wallet, customer ?? (await wallet.customer()), '12050', over);
    const before = (await wallet.sms(order.customer.loginId)).length;
    const id = await order.open();
    return { order, id, code: await order.code(before + 1) };
  }
  const verified = async ({ order, id, code }: Opened): Promise<string> => resultOf(await order.verify(id, code));
  const again = async ({ order }: Opened, over: JsonObject): Promise<string> =>
    resultOf(await wallet.call('pay', { ...order.order(), ...over }));

  it('row 46: of a flood of bad signatures few are answered at length, and good calls as always', async () => {
    const [line, order] = [new SignedLine(wallet), await opened()];
    const forged = await line.request(order.order.order(), { signature: (header) => header.replace('RSA256', 'none') });
    const statuses = new Map<number, number>();
    const flood = async (count: number): Promise<void> => {
      for (let call = 0; call < count; call++) {
        const { status, rawBody, headers } = await exchange(line.url, forged);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 429) expect([rawBody.length, headers['signature']]).toEqual([0, undefined]);
      }
    };
    const began = Date.now();
    const floods = times(10, () => flood(100));
    expect(await verified(order)).toBe(success);
    await floods;
    const seconds = Math.ceil((Date.now() - began) / 1000) + 1;
    expect([...statuses.keys()].sort()).toEqual([200, 429]);
    expect(statuses.get(200)).toBeLessThanOrEqual(50 * seconds);
  });

  it('rows 74 and 75: a repeat of call 2 changes nothing, whether it is the same or not', async () => {
    const first = await opened();
    const changed = await changedBy(wallet, async () => {
      expect(await first.order.open()).toBe(first.id);
      const other = { amount: { paymentAmount: amountOf('1'), payToAmount: amountOf('1') } };
      for (const over of [
        other.amount,
        { payToAmount: amountOf('12051') },
        { paymentMethod: { ...(first.order.order().paymentMethod as JsonObject), paymentMethodType: 'OTHER' } },
        { paymentMethod: { paymentMethodId: 'other', paymentMethodType: 'ALIPAY_HK' } },
      ]) {
        expect(await again(first, over)).toBe('F REPEAT_REQ_INCONSISTENT');
      }
    });
    expect(changed).toEqual([]);
    expect(await wallet.sms(first.order.customer.loginId)).toHaveLength(1);
    expect(await verified(first)).toBe(success);
  });

  it('row 76: 50 orders at once are one order with one SMS', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const answers = await times(50, () => wallet.call('pay', order.order()));
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(resultOf(answers[0]!)).toBe(tryAgain);
    expect(await wallet.sms(order.customer.loginId)).toHaveLength(1);
  });

  it('row 77: a verification without an order is refused for ever, also when the order comes later', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const notFound = 'F ORDER_NOT_EXIST';
    const changed = await changedBy(wallet, async () => {
      for (let time = 0; time < 2; time++) expect(resultOf(await order.verify('none', '123456'))).toBe(notFound);
      expect(resultOf(await wallet.call('pay', order.order()))).toBe(notFound);
      expect(resultOf(await order.inquire())).toBe(notFound);
    });
    expect(changed).toEqual(['payments.order_event', 'payments.payment_order']);
  });

  it('rows 78 to 80: the third wrong code closes the order for the right one too, and no money moves', async () => {
    const { order, id, code } = await opened();
    const codes: string[] = [];
    const changed = await changedBy(wallet, async () => {
      for (const each of [...wrongCodes(code, 3), code]) codes.push(resultOf(await order.verify(id, each)));
    });
    expect(codes).toEqual([tryAgain, tryAgain, failed, failed]);
    expect(changed).toEqual([...refusalTables, 'redis']);
  });

  it('row 82: codes of another order, of another user and from before a resend each cost a try', async () => {
    const customer = await wallet.customer();
    const { order, id, code } = await opened(customer);
    const [sameUser, otherUser] = [await opened(customer), await opened()];
    expect(resultOf(await order.verify(id, sameUser.code))).toBe(tryAgain);
    expect(resultOf(await order.verify(id, otherUser.code))).toBe(tryAgain);
    const newest = await eventually(async () => {
      const { answer } = await order.sendOtp();
      expect(answer?.verifyRequestId).not.toBe(id);
      return String(answer?.verifyRequestId);
    });
    expect(resultOf(await order.verify(newest, code))).toBe(failed);
    expect([await verified(sameUser), await verified(otherUser)]).toEqual([success, success]);
  });

  it('row 84: an unknown verifyRequestId is a wrong code', async () => {
    const first = await opened();
    expect(resultOf(await first.order.verify('unknown', first.code))).toBe(tryAgain);
    expect(await verified(first)).toBe(success);
  });

  it('rows 85 and 87: a verification that is repeated, or made 50 times at once, debits once', async () => {
    const { order, id, code } = await opened();
    const answers = await times(50, () => order.verify(id, code));
    answers.push(await order.verify(id, code));
    expect(new Set(answers.map((answer) => resultOf(answer)))).toEqual(new Set([success]));
    expect(new Set(answers.map(({ answer }) => answer?.paymentId)).size).toBe(1);
    expect(await wallet.balance(order.customer)).toBe('987950');
  });

  it('row 86: another amount in call 3 closes the order', async () => {
    const { order, id, code } = await opened();
    const over = { paymentAmount: amountOf('1') };
    const changed = await changedBy(wallet, async () => {
      expect(resultOf(await order.verify(id, code, over))).toBe('F REPEAT_REQ_INCONSISTENT');
    });
    expect(changed).toEqual([...refusalTables, 'redis']);
    expect(resultOf(await order.verify(id, code))).toBe('F REPEAT_REQ_INCONSISTENT');
  });

  it('row 89: of two orders with a balance for one, one is paid', async () => {
    const customer = await wallet.customer('12050');
    const both = [await opened(customer), await opened(customer)];
    expect((await Promise.all(both.map(verified))).sort()).toEqual(['F USER_BALANCE_NOT_ENOUGH', success]);
    expect(await wallet.balance(customer)).toBe('0');
  });

  it('row 90: a customer frozen between call 2 and call 3 is refused', async () => {
    const first = await opened();
    await wallet.changeCustomer(first.order.customer, 'freeze');
    const changed = await changedBy(wallet, async () => {
      expect(await verified(first)).toBe('F USER_STATUS_ABNORMAL');
    });
    expect(changed).toEqual([...refusalTables, 'redis']);
  });

  it('row 93: a verification after the expiry is refused, and no money moves', async () => {
    const expiresAt = Date.now() + 2_500;
    const first = await opened(undefined, { paymentExpiryTime: new Date(expiresAt).toISOString() });
    await pause(expiresAt + 1_000 - Date.now());
    expect(await verified(first)).toBe('F ORDER_IS_CLOSED');
    expect(await wallet.balance(first.order.customer)).toBe('1000000');
  });

  it('rows 94 and 95: while payments is stopped every call is unknown, past the bound of waiters at once', async () => {
    const waiting = await opened();
    const { order, id, code } = waiting;
    await wallet.stack.process('payments-1').kill('SIGTERM');
    await wallet.stack.process('gateway-1').restart({ MAX_WAITERS: '2' });
    const line = new SignedLine(wallet);
    await line.call({});
    const startedAt = Date.now();
    const slow = Promise.all([order.verify(id, code), order.inquire()]);
    await pause(500);
    const shed: { code: string; ms: number }[] = [];
    for (const body of [order.evaluation(), order.order(), order.verification(id, code)]) {
      for (let time = 0; time < 7; time++) {
        const bytes = await line.request(body);
        const sentAt = performance.now();
        const answer = await line.send(bytes);
        shed.push({ code: answer.code, ms: performance.now() - sentAt });
      }
    }
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    expect(new Set(shed.map((each) => each.code))).toEqual(new Set(['U REQUEST_TRAFFIC_EXCEED_LIMIT']));
    expect(median(shed.map(({ ms }) => ms))).toBeLessThanOrEqual(50);

    const [verification, inquiry] = await slow;
    expect([resultOf(verification), resultOf(inquiry)]).toEqual(['U PAYMENT_IN_PROCESS', 'U UNKNOWN_EXCEPTION']);
    expect(verification.durationMs).toBeLessThan(7_000);
    expect(inquiry.durationMs).toBeLessThan(4_000);
    await wallet.stack.process('gateway-1').restart({ MAX_WAITERS: '200' });
    await wallet.stack.process('payments-1').restart();
    await eventually(async () => expect(resultOf(await order.inquire(), 'paymentResult')).toBe(success), {
      timeoutMs: 30_000,
    });
  }, 90_000);

  it('row 81: an expired code is a wrong one, and a resend helps', async () => {
    await wallet.stack.process('otp-1').restart({ OTP_LIFE_SECONDS: '1' });
    const late = await eventually(() => opened(), { timeoutMs: 30_000 });
    await pause(1_200);
    expect(await verified(late)).toBe(tryAgain);
    const sent = await late.order.sendOtp();
    expect([resultOf(sent), sent.answer?.verifyRequestId === late.id]).toEqual([success, false]);
  }, 90_000);

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
