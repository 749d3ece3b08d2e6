import type { ServedApi } from '../apis/apis';
import { result, type ResultCode } from '../results/result-codes';
import { answerFaults } from './answer-faults';

type Json = Readonly<Record<string, unknown>>;

const evaluation = { pspId: 'psp', paymentFactor: { isPaymentEvaluation: 'true', isEasyPayScenario: 'true' } };
const order = { pspId: 'psp', paymentFactor: { isEasyPayScenario: 'true' } };
const verification = { pspId: 'psp', paymentFactor: { isVerificationAndPay: 'true' } };
const byToken = { pspId: 'psp', paymentFactor: {}, paymentMethod: { paymentMethodId: 'token' } };
const sms = { authorizationAction: 'SMS' };
const redirect = {};

const hkd = { currency: 'HKD', value: '12050' };
const time = '2026-01-01T12:00:00+08:00';
const paid = { paymentId: 'p-1', paymentTime: time, customerId: 'c-1' };
const tokens = { accessToken: 'a', accessTokenExpiryTime: time, refreshToken: 'r', refreshTokenExpiryTime: time };
const refunded = { refundId: 'r-1', refundTime: time, refundAmount: hkd, refundFromAmount: hkd };
const quote = { quoteId: '1234567', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' };
const promotion = { refundPromoDetails: [{ promoId: 'P-1', refundAmount: hkd, savings: '5' }] };
const smsPrepared = { authCode: 'c'.repeat(32), verifyRequestId: 'v' };
const found = { paymentAmount: hkd, payToAmount: hkd, customerId: 'c-1', paymentPromoInfo: { savings: 1 } };
const inquired = (code: ResultCode, over: Json = {}): Json => ({ paymentResult: result(code), ...found, ...over });

const answer = (code: ResultCode, fields: Json = {}): Json => ({ result: result(code), ...fields });
const saying = (over: Json): Json => ({ result: { ...result('SUCCESS'), ...over } });

const right: readonly [ServedApi, Json, Json][] = [
  ['pay', evaluation, answer('SUCCESS', { customerId: 'c-1', pspId: 'psp' })],
  ['pay', evaluation, answer('SUCCESS', { customerId: '21602200xxxx2775', pspId: 'psp' })],
  ['pay', evaluation, answer('USER_NOT_EXIST')],
  ['pay', order, answer('VERIFICATION_IN_PROCESS', { verifyRequestId: 'v' })],
  ['pay', order, answer('VERIFICATION_IN_PROCESS', { verifyRequestId: 'e58z8UhmGLwXSrpgg5uuu3GF0ebIFpjm' })],
  ['pay', verification, answer('SUCCESS', paid)],
  [
    'pay',
    verification,
    answer('SUCCESS', {
      customerId: '216026110xxxx414',
      paymentId: '202308071940108xxxx0160410263062940',
      paymentTime: '2023-08-08T00:00:08+08:00',
    }),
  ],
  ['pay', verification, answer('VERIFICATION_IN_PROCESS')],
  ['pay', byToken, answer('SUCCESS', paid)],
  ['pay', byToken, answer('UNKNOWN_EXCEPTION')],
  ['inquiryPayment', {}, answer('SUCCESS', inquired('SUCCESS', paid))],
  ['inquiryPayment', {}, answer('SUCCESS', inquired('PAYMENT_IN_PROCESS'))],
  ['inquiryPayment', {}, answer('ORDER_NOT_EXIST')],
  ['cancelPayment', {}, answer('CANCEL_WINDOW_EXCEED')],
  ['refund', {}, answer('SUCCESS', refunded)],
  ['refund', {}, answer('SUCCESS', { ...refunded, refundQuote: quote, refundPromoInfo: promotion })],
  ['refund', {}, answer('REFUND_AMOUNT_EXCEED')],
  ['sendOTP', {}, answer('SUCCESS', { verifyRequestId: '0b9fc14b1571815xxxx352139110000' })],
  ['verifyOTP', {}, answer('OTP_VERIFICATION_FAILED')],
  ['prepare', sms, answer('SUCCESS', smsPrepared)],
  ['prepare', sms, answer('UNKNOWN_EXCEPTION')],
  ['prepare', redirect, answer('SUCCESS', { authUrl: 'https://wallet.example/consent/x' })],
  ['applyToken', {}, answer('SUCCESS', { ...tokens, customerId: 'c-1', userLoginId: '852-***1234' })],
  ['applyToken', {}, answer('USED_REFRESH_TOKEN')],
  ['cancelToken', {}, answer('SUCCESS')],
  ['cancelToken', {}, answer('SUCCESS', { later: { release: 2 }, extendInfo: null })],
];

const wrong: readonly [ServedApi, Json, unknown, string][] = [
  ['pay', byToken, [], 'body: Invalid input: expected object, received array'],
  ['pay', byToken, {}, 'result: is missing'],
  ['pay', byToken, { result: { resultStatus: 'U' } }, 'result.resultCode: is missing'],
  ['inquiryPayment', {}, { paymentResult: result('SUCCESS') }, 'result: is missing'],
  ['prepare', sms, smsPrepared, 'result: is missing'],
  ['applyToken', {}, tokens, 'result: is missing'],
  ['pay', byToken, saying({ resultStatus: 'A' }), 'result.resultStatus: must be S, F or U'],
  ['pay', byToken, saying({ resultMessage: 'x'.repeat(257) }), 'result.resultMessage: must not be longer than 256'],
  ['cancelToken', {}, saying({ resultMessage: '' }), 'result.resultMessage: must not be empty'],
  ['cancelToken', {}, saying({ resultStatus: 'U' }), 'result.resultCode: SUCCESS must have the status S'],
  ['cancelToken', {}, saying({ resultCode: 'OK' }), 'result.resultCode: must be a code of cancelToken'],
  ['cancelPayment', {}, answer('ORDER_IS_CLOSED'), 'result.resultCode: must be a code of cancelPayment'],
  ['refund', {}, answer('USER_BALANCE_NOT_ENOUGH'), 'result.resultCode: must be a code of refund'],
  ['pay', order, answer('SUCCESS', paid), 'result: an order without its code must not be S'],
  ['pay', order, answer('VERIFICATION_IN_PROCESS'), 'verifyRequestId: is missing'],
  ['pay', byToken, answer('VERIFICATION_IN_PROCESS'), 'result: there is no code to wait for'],
  ['pay', evaluation, answer('VERIFICATION_IN_PROCESS'), 'result: there is no code to wait for'],
  ['pay', byToken, answer('SUCCESS', { paymentId: 'p-1' }), 'paymentTime: is missing'],
  ['pay', verification, answer('SUCCESS', { paymentTime: time }), 'paymentId: is missing'],
  ['pay', byToken, answer('SUCCESS', { ...paid, paymentId: 'p'.repeat(65) }), 'paymentId: must not be longer than 64'],
  ['pay', byToken, answer('SUCCESS', { ...paid, paymentId: 7 }), 'paymentId: must be text'],
  ['pay', byToken, answer('SUCCESS', { ...paid, customerId: '' }), 'customerId: must not be empty'],
  ['pay', evaluation, answer('SUCCESS', { pspId: 'other' }), 'pspId: must be that of the call'],
  ['pay', byToken, answer('RISK_REJECT', { paymentTime: time }), 'paymentTime: must not be there with this result'],
  ['inquiryPayment', {}, answer('SUCCESS', found), 'paymentResult: is missing'],
  ['inquiryPayment', {}, answer('SUCCESS', inquired('SUCCESS', { paymentId: 'p-1' })), 'paymentTime: is missing'],
  [
    'inquiryPayment',
    {},
    answer('ORDER_NOT_EXIST', { paymentResult: result('SUCCESS') }),
    'paymentResult: must not be there with this result',
  ],
  [
    'inquiryPayment',
    {},
    answer('SUCCESS', inquired('REFUND_AMOUNT_EXCEED')),
    'paymentResult.resultCode: must be a code of paymentResult',
  ],
  ['refund', {}, answer('SUCCESS', { refundId: 'r-1' }), 'refundTime: is missing'],
  ['refund', {}, answer('PARAM_ILLEGAL', { refundId: 'r-1' }), 'refundId: must not be there with this result'],
  ['sendOTP', {}, answer('SUCCESS'), 'verifyRequestId: is missing'],
  ['prepare', sms, answer('SUCCESS', { verifyRequestId: 'v' }), 'authCode: is missing'],
  [
    'prepare',
    sms,
    answer('SUCCESS', { ...smsPrepared, authCode: 'c'.repeat(33) }),
    'authCode: must not be longer than 32',
  ],
  ['prepare', redirect, answer('SUCCESS', smsPrepared), 'authUrl: is missing'],
  ['prepare', redirect, answer('SUCCESS', { authUrl: 'javascript:x' }), 'authUrl: must be an http or https URL'],
  [
    'applyToken',
    {},
    answer('SUCCESS', { ...tokens, accessToken: '1'.repeat(129) }),
    'accessToken: must not be longer than 128',
  ],
  ['applyToken', {}, answer('SUCCESS', { accessToken: 'a' }), 'accessTokenExpiryTime: is missing'],
  [
    'applyToken',
    {},
    answer('SUCCESS', { ...tokens, refreshTokenExpiryTime: undefined }),
    'refreshTokenExpiryTime: is missing',
  ],
  ['applyToken', {}, answer('USED_CODE', { accessToken: 'a' }), 'accessToken: must not be there with this result'],
];

const wrongForms: readonly [string, unknown, string][] = [
  ['refundAmount', { currency: 'HKD', value: 12050 }, 'must be an ISO 4217 code and digits as text'],
  ['refundAmount', { currency: 'HKD', value: '120.50' }, 'must be an ISO 4217 code and digits as text'],
  ['refundAmount', { currency: 'HKD', value: '-1' }, 'must be an ISO 4217 code and digits as text'],
  ['refundAmount', { currency: 'HKX', value: '1' }, 'must be an ISO 4217 code and digits as text'],
  ['refundTime', '2026-01-01T12:00:00', 'must be an ISO 8601 date-time with an offset such as +08:00'],
  ['refundTime', '2026-01-01T12:00:00+0800', 'must be an ISO 8601 date-time with an offset such as +08:00'],
  ['refundTime', '2026-02-30T12:00:00Z', 'must be an ISO 8601 date-time with an offset such as +08:00'],
  ['refundTime', 1_767_240_000_000, 'must be text'],
  ['refundPromoInfo', 'text', 'must be an object'],
];

describe('what Alipay+ could object to in an answer', () => {
  it.each(right)('is nothing: %s %j %j', (api, request, json) => {
    expect(answerFaults(api, request, json)).toEqual([]);
  });

  it.each(wrong)('%s %j %j: %s', (api, request, json, fault) => {
    expect(answerFaults(api, request, json)).toEqual([fault]);
  });

  it.each(wrongForms)('the form of %s %j', (field, value, rule) => {
    expect(answerFaults('refund', {}, answer('SUCCESS', { ...refunded, [field]: value }))).toEqual([
      `${field}: ${rule}`,
    ]);
  });

  it.each([
    ['pay', { ...paid, paymentTime: '2023-08-08' }, 'paymentTime'],
    ['applyToken', { ...tokens, accessTokenExpiryTime: '2022-06-06' }, 'accessTokenExpiryTime'],
    ['applyToken', { ...tokens, refreshTokenExpiryTime: '1654488732000' }, 'refreshTokenExpiryTime'],
  ] as const)('the time of %s %j: %s', (api, fields, field) => {
    const rule = 'must be an ISO 8601 date-time with an offset such as +08:00';
    expect(answerFaults(api, byToken, answer('SUCCESS', fields))).toEqual([`${field}: ${rule}`]);
  });

  it('is all of it, not the first', () => {
    const faults = answerFaults(
      'applyToken',
      {},
      answer('SUCCESS', { customerId: '', userLoginId: 1, accessToken: null }),
    );
    expect(faults).toEqual(['customerId: must not be empty', 'userLoginId: must be text']);
    expect(answerFaults('applyToken', {}, answer('SUCCESS'))).toHaveLength(2);
  });
});
