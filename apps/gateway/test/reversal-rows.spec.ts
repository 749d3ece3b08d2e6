import type { Answer } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { Money } from '@wallet/money';
import { GatewayUnderTest } from './gateway-under-test';
import { cancel, inquiry, refund } from './requests';

type Json = Record<string, unknown>;
const hkd = Money.of('HKD', 20n);
const withAmount = (value: unknown, currency = 'HKD'): Json => ({ ...refund, refundAmount: { currency, value } });
const refunded = {
  kind: 'refunded',
  refundId: 'w-1',
  refundedAt: '2026-03-02T03:04:05.678Z',
  refundAmount: hkd,
  refundFromAmount: hkd,
} as const;

/** reliability.md §10, rows 98 to 111: what the gateway itself answers, and how it words what payments answers. */
describe('cancelPayment and refund', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const answered = async (path: string, request: object, answer: Answer) => {
    commands.asked.length = 0;
    commands.answer = answer;
    return (await gateway.call(`payments/${path}`, request)).body;
  };
  const codeOf = async (path: string, request: object, answer: Answer = unknown('fault')) => {
    const { result } = await answered(path, request, answer);
    return `${result.resultStatus} ${result.resultCode}`;
  };

  beforeAll(() => gateway.start());
  beforeEach(() => (commands.waiting = 0));
  afterAll(() => gateway.stop());

  it('rows 101 to 103: a cancellation is S without more', async () => {
    const body = await answered('cancelPayment', { ...cancel, extendInfo: '{}' }, done({ kind: 'cancelled' }));
    expect(body).toEqual({ result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success.' } });
    const payload = { paymentRequestId: cancel.paymentRequestId, readOnly: false };
    expect(commands.asked).toMatchObject([{ topic: 'payments.cancellation.command.v1', payload }]);
  });

  it('a refund says what was refunded, and when', async () => {
    const refundReason = 'too "small"';
    expect(await answered('refund', { ...refund, refundReason }, done(refunded))).toEqual({
      result: expect.objectContaining({ resultStatus: 'S' }) as object,
      refundId: 'w-1',
      refundTime: '2026-03-02T11:04:05+08:00',
      refundAmount: refund.refundAmount,
      refundFromAmount: refund.refundFromAmount,
    });
    const { paymentRequestId, paymentId, refundRequestId, refundAmount, refundFromAmount } = refund;
    const asked = { paymentRequestId, paymentId, refundRequestId, refundAmount, refundFromAmount, refundReason };
    expect(commands.asked[0]).toMatchObject({ topic: 'payments.refund.command.v1' });
    expect(commands.asked[0]?.payload).toEqual({ ...asked, readOnly: false });
  });

  it('and echoes its quote and promotion', async () => {
    const refundPromoInfo = { refundPromoDetails: [{ promoId: 'P-1', refundAmount: { currency: 'HKD', value: '5' } }] };
    const surchargeInfo = { surchargeAmount: { currency: 'HKD', value: '1' } };
    const rate = { quoteId: 'q-1', quoteCurrencyPair: 'HKD/CNY', quotePrice: '0.9', quoteUnit: '100' };
    const refundQuote = { ...rate, quoteStartTime: '2026-03-02T11:04:05+08:00' };
    const quote = { ...rate, quoteStartTime: '2026-03-02T03:04:05.000Z' };
    const answer = done({ ...refunded, refundQuote: quote, refundPromoInfo, surchargeInfo });
    const body = await answered('refund', { ...refund, refundQuote, refundPromoInfo, surchargeInfo }, answer);
    expect(body).toMatchObject({ refundQuote, refundPromoInfo });
    expect(commands.asked).toMatchObject([{ payload: { refundQuote: quote, refundPromoInfo, surchargeInfo } }]);
  });

  it.each<[string, Json]>([
    ...['0', '-1', '1.5', '1e3', '012', '', 2.5, `1${'0'.repeat(18)}`].map((value): [string, Json] => [
      `108 refundAmount ${JSON.stringify(value)}`,
      withAmount(value),
    ]),
    ['108 refundAmount in no currency', withAmount('20', 'HKDD')],
    ['108 refundFromAmount -1', { ...refund, refundFromAmount: { currency: 'HKD', value: '-1' } }],
    ...['paymentRequestId', 'paymentId', 'refundRequestId', 'refundAmount', 'refundFromAmount'].map(
      (field): [string, Json] => [`no ${field}`, { ...refund, [field]: undefined }],
    ),
    ['68 pspId of another', { ...refund, pspId: 'another' }],
    ['a long refundReason', { ...refund, refundReason: 'x'.repeat(257) }],
    ['a promotion that is text', { ...refund, refundPromoInfo: 'P-1' }],
    [
      'a price that is no number',
      { ...refund, refundQuote: { quoteId: '1', quoteCurrencyPair: 'A', quotePrice: '-1' } },
    ],
  ])('row %s: PARAM_ILLEGAL, and nothing is asked', async (_, request) => {
    expect(await codeOf('refund', request)).toBe('F PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
  });

  it.each<[string, Json]>([
    ['67 no paymentRequestId', { ...cancel, paymentRequestId: undefined }],
    ['67 a malformed paymentRequestId', { ...cancel, paymentRequestId: 'a b' }],
    ['68 pspId of another', { ...cancel, pspId: 'another' }],
  ])('row %s: PARAM_ILLEGAL, and nothing is asked', async (_, request) => {
    expect(await codeOf('cancelPayment', request)).toBe('F PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
  });

  const refusedCancel = ['cancelPayment', cancel] as const;
  const refusedRefund = ['refund', refund] as const;
  it.each([
    ['104', refusedCancel, 'CancelWindowExceeded', 'CANCEL_WINDOW_EXCEED'],
    ['106', refusedRefund, 'RefundAmountExceeded', 'REFUND_AMOUNT_EXCEED'],
    ['107', refusedRefund, 'OrderNotFound', 'ORDER_NOT_EXIST'],
    ['107', refusedRefund, 'OrderClosed', 'ORDER_IS_CLOSED'],
    ['108', refusedRefund, 'AmountsInconsistent', 'PARAM_ILLEGAL'],
    ['109, 110', refusedRefund, 'RepeatInconsistent', 'REPEAT_REQ_INCONSISTENT'],
    ['111', refusedRefund, 'RefundWindowExceeded', 'REFUND_WINDOW_EXCEED'],
    ['of a closed customer', refusedRefund, 'CustomerNotFound', 'USER_NOT_EXIST'],
  ] as const)('row %s: %j is refused as %s', async (_, [path, request], refusal, code) => {
    expect(await codeOf(path, request, refused(refusal))).toBe(`F ${code}`);
  });

  it.each([
    ['cancelPayment', cancel],
    ['refund', refund],
  ])('%s without an answer is unknown, never refused', async (path, request) => {
    for (const reason of ['fault', 'no-answer'] as const)
      expect(await codeOf(path, request, unknown(reason))).toBe('U UNKNOWN_EXCEPTION');
  });

  it.each([
    ['cancelPayment', cancel, 6500],
    ['refund', refund, 6500],
    ['inquiryPayment', inquiry, 3500],
  ])('%s is shed last, and answered within its wall', async (path, request, wallMs) => {
    const before = Date.now();
    commands.waiting = 9;
    expect(await codeOf(path, request)).toBe('U UNKNOWN_EXCEPTION');
    const leftMs = commands.asked[0]!.deadline.getTime() - before;
    expect(leftMs).toBeGreaterThanOrEqual(wallMs);
    expect(leftMs).toBeLessThan(wallMs + 500);
    commands.waiting = 10;
    expect(await codeOf(path, request)).toBe('U REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(commands.asked).toEqual([]);
  });
});
