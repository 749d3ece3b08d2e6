import { Books } from './books';
import type { Exchange, JsonObject } from './exchange';

const exchange = (answer: JsonObject, over: Partial<Exchange> = {}): Exchange => ({
  api: 'pay',
  uri: '/aps/api/v1/payments/pay',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1,
  request: { paymentRequestId: 'p-1', paymentFactor: { isVerificationAndPay: 'true' } },
  answer,
  signature: 'valid',
  ...over,
});
const result = (resultStatus: string, resultCode: string): JsonObject => ({ resultStatus, resultCode });
const success = { result: result('S', 'SUCCESS'), paymentId: 'id-1' };
const notice = (paymentResult: JsonObject, paymentId = 'id-1') => ({
  at: '2026-01-01T00:00:01.000Z',
  body: { paymentRequestId: 'p-1', paymentResult, paymentId },
  signature: 'valid' as const,
  answered: 'S',
});

describe('the books of Alipay+', () => {
  it('find nothing wrong with U, then S, then a notice of S', () => {
    const books = new Books();
    books.bookExchange(exchange({ result: result('U', 'VERIFICATION_IN_PROCESS') }));
    books.bookExchange(exchange(success));
    books.bookNotification(notice(result('S', 'SUCCESS')));
    expect(books.contradictions()).toEqual([]);
  });

  it('find an F that was followed by S, whoever said it', () => {
    const books = new Books();
    books.bookExchange(exchange({ result: result('F', 'USER_BALANCE_NOT_ENOUGH') }));
    books.bookNotification(notice(result('S', 'SUCCESS')));
    expect(books.contradictions()).toEqual(['p-1: several final results: F USER_BALANCE_NOT_ENOUGH, S SUCCESS']);
  });

  it('find a second payment id', () => {
    const books = new Books();
    books.bookExchange(exchange(success));
    books.bookNotification(notice(result('S', 'SUCCESS'), 'id-2'));
    expect(books.contradictions()).toEqual(['p-1: several payment ids: id-1, id-2']);
  });

  it('do not take an evaluation or the refusal of one request for a result of the order', () => {
    const books = new Books();
    const request = { paymentRequestId: 'p-1', paymentFactor: { isPaymentEvaluation: 'true' } };
    books.bookExchange(exchange({ result: result('F', 'USER_NOT_EXIST') }, { request }));
    books.bookExchange(exchange({ result: result('F', 'REPEAT_REQ_INCONSISTENT') }));
    books.bookExchange(exchange(success));
    expect(books.contradictions()).toEqual([]);
  });
});
