import type { ApiName } from '@wallet/alipayplus';
import type { Exchange, JsonObject } from '../src/wire/exchange';
import type { Scan } from '../src/books/booked-payment';
import { Books } from '../src/books/books';

interface Times {
  /** When the call goes out, in ms; else after all that was before. */
  readonly startMs?: number;
  readonly durationMs?: number;
  /** Before it is sent. */
  readonly signingMs?: number;
}

export const hkd = (value: string): JsonObject => ({ currency: 'HKD', value });
export const amounts = (value: string): JsonObject => ({ paymentAmount: hkd(value), payToAmount: hkd(value) });

/** `S SUCCESS` as a result; `none`: the call got no answer. */
const resultOf = (text: string): JsonObject => {
  const [resultStatus, resultCode] = text.split(' ');
  return { resultStatus, resultCode };
};
const success = resultOf('S SUCCESS');

const heard = (said: string, answer: JsonObject): JsonObject | undefined => (said === 'none' ? undefined : answer);

/** Books in which payment p-1 is told call by call, each after the one before unless times are given. */
export class BookedCalls {
  private nowMs = Date.parse('2026-01-01T00:00:00.000Z');
  private readonly originMs = this.nowMs;
  readonly books = new Books(() => this.nowMs);

  pay(said: string, over: JsonObject = {}, times: Times = {}, paymentRequestId = 'p-1'): this {
    const request = { paymentRequestId, paymentFactor: {}, ...amounts('1000'), ...over };
    const paid = { paymentId: `id-${paymentRequestId}`, customerId: 'c-1' };
    const answer = { result: resultOf(said), ...(said.startsWith('S') && paid) };
    return this.call('pay', request, heard(said, answer), times);
  }

  /** A customer has scanned the code of p-1. */
  scan(over: Partial<Scan> = {}, order: JsonObject = {}): this {
    const scan = { customerId: 'c-1', isHandledBySdk: false, ...over };
    this.books.bookScan(scan, { paymentRequestId: 'p-1', ...amounts('1000'), ...order });
    return this;
  }

  /** `said` is the paymentResult; ORDER_NOT_EXIST: that of the inquiry. */
  inquire(said: string, over: JsonObject = {}, times: Times = {}): this {
    const found = {
      result: success,
      paymentResult: resultOf(said),
      ...(said.startsWith('S') && { paymentId: 'id-p-1' }),
    };
    const answer = said === 'ORDER_NOT_EXIST' ? { result: resultOf('F ORDER_NOT_EXIST') } : { ...found, ...over };
    return this.call('inquiryPayment', { paymentRequestId: 'p-1' }, heard(said, answer), times);
  }

  cancel(said: string, times: Times = {}): this {
    return this.call('cancelPayment', { paymentRequestId: 'p-1' }, heard(said, { result: resultOf(said) }), times);
  }

  refund(refundRequestId: string, value: string, said: string, over: JsonObject = {}): this {
    const refunded = { refundAmount: hkd(value), refundFromAmount: hkd(value) };
    const request = { paymentRequestId: 'p-1', refundRequestId, ...refunded };
    const done = said.startsWith('S') && { refundId: `id-${refundRequestId}` };
    return this.call('refund', request, heard(said, { result: resultOf(said), ...done, ...over }));
  }

  /** Answered as planned unless the books refuse it. */
  notify(said: string, over: JsonObject = {}, answered = 'S', sentAt?: string): this {
    this.nowMs += 1_000;
    const common = { paymentRequestId: 'p-1', paymentResult: resultOf(said), ...amounts('1000'), customerId: 'c-1' };
    const made = { paymentId: 'id-p-1', paymentTime: '2026-01-01T08:00:00+08:00' };
    const body = { ...common, ...(said.startsWith('S') && made), ...over };
    const call = { at: new Date(this.nowMs).toISOString(), sentAt, to: 'here', body, signature: 'valid' as const };
    const refusal = this.books.refusalOf(call);
    this.books.bookNotification({ ...call, answered: refusal ? 'F' : answered, refusal });
    return this;
  }

  private call(api: ApiName, request: JsonObject, answer: JsonObject | undefined, times: Times = {}): this {
    const { startMs, durationMs = 10, signingMs = 0 } = times;
    this.nowMs = startMs === undefined ? this.nowMs + 1_000 : this.originMs + startMs;
    this.books.expect(api, request);
    const answered = answer ? { signature: 'valid', answer } : { signature: 'none', error: 'lost' };
    const startedAt = new Date(this.nowMs).toISOString();
    this.books.bookExchange({
      api,
      uri: `/${api}`,
      startedAt,
      answeredAt: new Date(this.nowMs + signingMs + durationMs).toISOString(),
      durationMs,
      ownDelayMs: 0,
      request,
      ...answered,
    } as Exchange);
    return this;
  }
}
