import { refused, unknown } from '@wallet/kernel';
import { GatewayUnderTest, type CallOptions } from './gateway-under-test';
import * as requests from './requests';

type Json = Record<string, unknown>;
const prepare = 'authorizations/prepare';
const applyToken = 'authorizations/applyToken';
const sms = (over: Json): Json => ({ ...requests.prepareSms, ...over });
const redirect = (authRedirectUrl: unknown): Json => ({ ...requests.prepareRedirect, authRedirectUrl });
const withOtp = (otpVerification: Json): Json => ({ ...requests.applyCodeWithOtp, otpVerification });

const apis = [
  [prepare, requests.prepareSms],
  [prepare, requests.prepareRedirect],
  [applyToken, requests.applyCodeWithOtp],
  [applyToken, requests.applyCode],
  [applyToken, requests.applyRefresh],
  ['authorizations/cancelToken', requests.cancelToken],
  ['users/sendOTP', requests.sendOtpByToken],
  ['users/verifyOTP', requests.verifyOtp],
] as const;

/** reliability.md §10, rows 112 to 126: what the gateway itself answers, and how it words what others answer. */
describe('codes and tokens', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const codeOf = async (path: string, body: unknown, options: CallOptions = {}) => {
    commands.asked.length = 0;
    const { body: answer } = await gateway.call(path, body, options);
    return `${answer.result.resultStatus} ${answer.result.resultCode}`;
  };

  beforeAll(() => gateway.start());
  beforeEach(() => {
    commands.answer = unknown('fault');
    commands.waiting = 0;
  });
  afterAll(() => gateway.stop());

  it.each<[string, string, Json]>([
    ['120 an authCode of 33 characters', applyToken, { ...requests.applyCode, authCode: `${requests.authCode}x` }],
    ['121 no OTP', applyToken, { ...requests.applyCodeWithOtp, otpVerification: undefined }],
    ['121 an OTP in an array', applyToken, withOtp({ otpCode: ['362773'], verifyRequestId: 'v-1' })],
    ['121 an OTP in an array', 'users/verifyOTP', { ...requests.verifyOtp, otpCode: ['362773'] }],
    ['122 no grantType', applyToken, { ...requests.applyCode, grantType: undefined }],
    ...['', 'PASSWORD', 'authorization_code', 'toString', 1, ['REFRESH_TOKEN']].map((grantType) => {
      const row: [string, string, Json] = ['122 grantType', applyToken, { ...requests.applyCode, grantType }];
      return row;
    }),
    ['122 a code for a refresh token', applyToken, { ...requests.applyCode, grantType: 'REFRESH_TOKEN' }],
    ['123 a refreshToken of 129', applyToken, { ...requests.applyRefresh, refreshToken: 'x'.repeat(129) }],
    ['124 no accessToken', 'authorizations/cancelToken', { ...requests.cancelToken, accessToken: '' }],
    ['114 a reference and a token', 'users/sendOTP', { ...requests.sendOtp, accessToken: requests.accessToken }],
    ['115 no referenceAgreementId', prepare, sms({ referenceAgreementId: undefined })],
    ['115 no login id', prepare, sms({ userLoginId: undefined })],
    ['125 no scopes', prepare, sms({ scopes: [] })],
    ['125 an unknown scope', prepare, sms({ scopes: ['AGREEMENT_PAY', 'EVERYTHING'] })],
    ['125 1,000 scopes', prepare, sms({ scopes: Array.from({ length: 1_000 }, () => 'AGREEMENT_PAY') })],
    ['125 text for scopes', prepare, sms({ scopes: 'AGREEMENT_PAY' })],
    ['126 another action', prepare, sms({ authorizationAction: 'EMAIL' })],
    ...[
      undefined,
      'javascript:alert(1)',
      'javascript://shop.example/%0aalert(1)',
      'data:text/html,x',
      'http://169.254.169.254/latest/meta-data',
      'https://169.254.169.254/',
      'http://shop.example/',
      'https://shop.example@evil.example/',
      'https://evil.example/?https://shop.example/',
      'https://shop.example\\@evil.example/',
      'https://sub.shop.example/',
      '//shop.example/',
    ].map((url) => {
      const row: [string, string, Json] = [`126 ${url}`, prepare, redirect(url)];
      return row;
    }),
    ['126 no authState', prepare, { ...requests.prepareRedirect, authState: undefined }],
    ['126 a line end in authState', prepare, { ...requests.prepareRedirect, authState: 'a\r\nb' }],
  ])('row %s at %s: PARAM_ILLEGAL, and nothing is asked', async (_, path, body) => {
    expect(await codeOf(path, body)).toBe('F PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
  });

  it('row 120: a code or token that is not of our making is for auth to refuse', async () => {
    commands.answer = refused('CodeInvalid');
    const foreign = { ...requests.applyCode, authCode: requests.authCode.replace(/^(.{6})13/, '$112') };
    expect(await codeOf(applyToken, foreign)).toBe('F INVALID_CODE');
    expect(commands.asked).toMatchObject([{ topic: 'auth.token.command.v1' }]);
  });

  it('row 126: by SMS nobody is redirected, so any host may be named', async () => {
    await codeOf(prepare, sms({ authRedirectUrl: 'https://elsewhere.example/' }));
    expect(commands.asked[0]?.payload.authRedirectUrl).toBe('https://elsewhere.example/');
  });

  it.each(apis)('row 68: %s of another pspId is PARAM_ILLEGAL', async (path, body) => {
    expect(await codeOf(path, { ...body, pspId: 'another' })).toBe('F PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
  });

  it.each(apis)('%s with a stale Request-Time starts nothing', async (path, body) => {
    expect(await codeOf(path, body, { time: '2026-03-02T10:59:04+08:00' })).toBe('F INVALID_SIGNATURE');
    expect(commands.asked).toEqual([]);
  });

  it('recalls a pay by token with a stale Request-Time', async () => {
    const options = { time: '2026-03-02T10:59:04+08:00' };
    expect(await codeOf('payments/pay', requests.agreementPay, options)).toBe('U UNKNOWN_EXCEPTION');
    const { paymentRequestId } = requests.agreementPay;
    expect(commands.asked).toMatchObject([{ topic: 'payments.recall.command.v1', payload: { paymentRequestId } }]);
  });

  it.each([
    ['payments/pay', 8, requests.agreementPay],
    [prepare, 8, requests.prepareSms],
    [prepare, 8, requests.prepareRedirect],
    ['users/sendOTP', 8, requests.sendOtpByToken],
    [applyToken, 10, requests.applyCodeWithOtp],
    [applyToken, 10, requests.applyCode],
    [applyToken, 10, requests.applyRefresh],
    ['authorizations/cancelToken', 10, requests.cancelToken],
    ['users/verifyOTP', 10, requests.verifyOtp],
  ])('row 95: %s is shed when %p of 10 waiters are taken', async (path, waiting, body) => {
    commands.waiting = waiting - 1;
    expect(await codeOf(path, body)).toBe('U UNKNOWN_EXCEPTION');
    expect(commands.asked).toHaveLength(1);
    commands.waiting = waiting;
    expect(await codeOf(path, body)).toBe('U REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(commands.asked).toEqual([]);
  });

  it.each(apis)('%s is answered within its wall, counted from the headers', async (path, body) => {
    const before = Date.now();
    await codeOf(path, body);
    const leftMs = commands.asked[0]!.deadline.getTime() - before;
    expect(leftMs).toBeGreaterThanOrEqual(3500);
    expect(leftMs).toBeLessThan(4000);
  });

  it.each([
    ['113', 'throttled', 'REQUEST_TRAFFIC_EXCEED_LIMIT', ['users/sendOTP', requests.sendOtpByToken]],
    ['116', 'fault', 'UNKNOWN_EXCEPTION', [prepare, requests.prepareSms]],
    ['121', 'otp-wrong', 'OTP_VERIFICATION_FAILED', [applyToken, requests.applyCodeWithOtp]],
    ['121', 'otp-wrong', 'OTP_VERIFICATION_FAILED', ['users/verifyOTP', requests.verifyOtp]],
    ['94', 'no-answer', 'UNKNOWN_EXCEPTION', [applyToken, requests.applyCodeWithOtp]],
    ['94', 'no-answer', 'UNKNOWN_EXCEPTION', ['payments/pay', requests.agreementPay]],
  ] as const)('row %s: unknown because of %s is U %s', async (_, reason, code, [path, body]) => {
    commands.answer = unknown(reason);
    expect(await codeOf(path, body)).toBe(`U ${code}`);
  });

  it.each([
    ['AuthClientInvalid', 'INVALID_AUTH_CLIENT'],
    ['CodeExpired', 'EXPIRED_CODE'],
    ['CodeInvalid', 'INVALID_CODE'],
    ['CodeNotSendable', 'PROCESS_FAIL'],
    ['CodeUsed', 'USED_CODE'],
    ['RefreshTokenExpired', 'EXPIRED_REFRESH_TOKEN'],
    ['RefreshTokenInvalid', 'INVALID_REFRESH_TOKEN'],
    ['RefreshTokenUsed', 'USED_REFRESH_TOKEN'],
    ['TokenExpired', 'EXPIRED_ACCESS_TOKEN'],
    ['TokenInvalid', 'INVALID_TOKEN'],
    ['AgreementNotFound', 'PROCESS_FAIL'],
    ['ConsentDecided', 'PROCESS_FAIL'],
    ['ConsentExpired', 'PROCESS_FAIL'],
    ['ConsentNotFound', 'PROCESS_FAIL'],
  ] as const)('the refusal %s is F %s', async (refusal, code) => {
    commands.answer = refused(refusal);
    expect(await codeOf(applyToken, requests.applyCode)).toBe(`F ${code}`);
  });
});
