import type { ApiName } from '@wallet/alipayplus';
import type { Exchange, JsonObject } from '../wire/exchange';
import type { BookedPayment } from '../books/booked-payment';
import { Timeline } from './timeline';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const pay: JsonObject = { acquirerId: 'a', pspId: 'p', paymentRequestId: 'p-1', paymentFactor: {} };
const easyPay = { ...pay, paymentFactor: { isVerificationAndPay: 'true' } };
const expiring = { expiresAt: '2026-01-01T08:05:00+08:00' } as BookedPayment;

/** A wallet that says one after another, the last for ever; `none`: it does not answer. */
type Script = Partial<Record<ApiName, readonly string[]>>;

interface World {
  readonly booked?: BookedPayment | undefined;
  readonly timeScale?: number;
}

/** What was called and when, in seconds after the start, and how it ended. */
async function played(body: JsonObject, script: Script, { booked, timeScale = 1 }: World = {}) {
  const said = new Map(Object.entries(script).map(([api, texts]) => [api, [...texts]]));
  const call = (api: ApiName, request: JsonObject): Promise<Exchange> => {
    const texts = said.get(api) ?? [];
    const text = texts.length > 1 ? texts.shift()! : (texts[0] ?? 'none');
    const [resultStatus, resultCode] = text.split(' ');
    const answer = {
      result: { resultStatus: 'S', resultCode: 'SUCCESS' },
      paymentResult: { resultStatus, resultCode },
    };
    const answered = api === 'inquiryPayment' ? answer : { result: answer.paymentResult };
    const now = new Date().toISOString();
    const exchange = { api, uri: '/', startedAt: now, answeredAt: now, durationMs: 0, ownDelayMs: 0, request };
    return Promise.resolve(
      text === 'none'
        ? { ...exchange, signature: 'none', error: 'lost' }
        : { ...exchange, answer: answered, signature: 'valid' },
    );
  };
  const wait = (ms: number): Promise<void> => Promise.resolve(void jest.setSystemTime(Date.now() + ms));
  const timeline = new Timeline({ call, wait, booked: () => Promise.resolve(booked) }, timeScale).run(body);
  const calls: string[] = [];
  for (;;) {
    const { done, value } = await timeline.next();
    if (done) return { calls, ending: value };
    calls.push(`${(Date.now() - start) / 1_000} ${value.api}`);
  }
}

describe('the timeline of Alipay+', () => {
  beforeEach(() => jest.useFakeTimers({ now: start }));
  afterEach(() => jest.useRealTimers());

  it.each([
    ['S SUCCESS', { outcome: 'paid' }],
    ['F USER_NOT_EXIST', { outcome: 'refused', code: 'USER_NOT_EXIST' }],
  ])('ends with a pay that is answered %s', async (said, ending) =>
    expect(await played(pay, { pay: [said] })).toEqual({ calls: ['0 pay'], ending }),
  );

  it('inquires at growing intervals and cancels at the expiry', async () => {
    const script = {
      pay: ['U PAYMENT_IN_PROCESS'],
      inquiryPayment: ['U PAYMENT_IN_PROCESS'],
      cancelPayment: ['S SUCCESS'],
    };
    const { calls, ending } = await played(easyPay, script);
    const inquiries = [4, 8, 38, 98, 158, 218, 518].map((at) => `${at} inquiryPayment`);
    expect(calls).toEqual(['0 pay', ...inquiries, '600 cancelPayment']);
    expect(ending).toEqual({ outcome: 'cancelled' });
    expect((await played(pay, script)).calls.at(-1)).toMatch(/cancelPayment/);
  });

  it('knows the expiry that was sent, and scales all waiting', async () => {
    const script = { pay: ['U PAYMENT_IN_PROCESS'], inquiryPayment: ['none'], cancelPayment: ['S SUCCESS'] };
    const { calls } = await played(pay, script, {
      booked: { ...expiring, notifications: [] as never },
      timeScale: 0.1,
    });
    const inquiries = [0.4, 0.8, 3.8, 9.8, 15.8, 21.8].map((at) => `${at} inquiryPayment`);
    expect(calls).toEqual(['0 pay', ...inquiries, '30 cancelPayment']);
  });

  it('believes an inquiry', async () => {
    const script = { pay: ['U PAYMENT_IN_PROCESS'], inquiryPayment: ['U PAYMENT_IN_PROCESS', 'F ORDER_IS_CLOSED'] };
    expect(await played(pay, script)).toEqual({
      calls: ['0 pay', '4 inquiryPayment', '8 inquiryPayment'],
      ending: { outcome: 'refused', code: 'ORDER_IS_CLOSED' },
    });
  });

  it('repeats a pay that got no answer', async () => {
    const once = await played(pay, { pay: ['none', 'S SUCCESS'] });
    expect(once).toEqual({ calls: ['0 pay', '1 pay'], ending: { outcome: 'paid' } });
    const never = await played(pay, { pay: ['none'], inquiryPayment: ['S SUCCESS'] });
    expect(never.calls.map((call) => call.split(' ')[1])).toEqual(['pay', 'pay', 'pay', 'inquiryPayment']);
  });

  it('does not cancel what a notice has called final', async () => {
    const body = { paymentResult: { resultStatus: 'S', resultCode: 'SUCCESS' } };
    const booked = {
      notifications: [{ signature: 'invalid' }, { signature: 'valid', body }],
    } as unknown as BookedPayment;
    const { calls, ending } = await played(pay, { pay: ['U PAYMENT_IN_PROCESS'] }, { booked });
    expect(calls.filter((call) => call.includes('cancelPayment'))).toEqual([]);
    expect(ending).toEqual({ outcome: 'paid' });
  });

  it('repeats a cancel until it is answered', async () => {
    const script = { pay: ['U PAYMENT_IN_PROCESS'], cancelPayment: ['none', 'U UNKNOWN_EXCEPTION', 'S SUCCESS'] };
    const { calls, ending } = await played(pay, script);
    expect(calls.slice(-3)).toEqual(['60 cancelPayment', '61 cancelPayment', '63 cancelPayment']);
    expect(ending).toEqual({ outcome: 'cancelled' });
    const refused = await played(pay, { ...script, cancelPayment: ['F CANCEL_WINDOW_EXCEED'] });
    expect(refused.ending).toEqual({ outcome: 'unknown', code: 'CANCEL_WINDOW_EXCEED' });
  });
});
