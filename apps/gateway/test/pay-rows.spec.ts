import { refused, refusals, unknown } from '@wallet/kernel';
import { GatewayUnderTest } from './gateway-under-test';
import { evaluation, inquiry, orderPay, sendOtp, verification } from './requests';

type Json = Record<string, unknown>;
const withValue = (value: unknown): Json => ({ ...orderPay, paymentAmount: { currency: 'HKD', value } });
const withFlags = (paymentFactor: Json): Json => ({ ...orderPay, paymentFactor });
const withMethod = (paymentMethod: Json): Json => ({
  ...orderPay,
  paymentMethod: { paymentMethodType: 'ALIPAY_HK', ...paymentMethod },
});
const withCode = (otpCode: unknown): Json => ({
  ...verification,
  otpVerification: { ...verification.otpVerification, otpCode },
});
const metaData = { userLoginId: '852-52400184', userLoginIdType: 'MOBILE' };

/** reliability.md §10, rows 62 to 97: what the gateway itself answers, and how it words what others answer. */
describe('pay', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const codeOf = async (body: unknown, path = 'payments/pay') => {
    commands.asked.length = 0;
    const { body: answer } = await gateway.call(path, body);
    return `${answer.result.resultStatus} ${answer.result.resultCode}`;
  };

  beforeAll(() => gateway.start());
  beforeEach(() => {
    commands.answer = unknown('awaiting-otp');
    commands.waiting = 0;
  });
  afterAll(() => gateway.stop());

  it.each<[string, Json]>([
    ...['-1', '0', '1.5', '1e3', '0x10', ' 12 ', '012', '', '１２', 1.5, -1, 0, 1e21, true].map(
      (value): [string, Json] => [`62 value ${JSON.stringify(value)}`, withValue(value)],
    ),
    ['63 value 10^18', withValue(`1${'0'.repeat(18)}`)],
    ['63 value 10^30', withValue(`1${'0'.repeat(30)}`)],
    ...['hkd', 'HK', 'XXX', 'HKDD'].map((currency): [string, Json] => [
      `65 currency ${currency}`,
      { ...orderPay, paymentAmount: { currency, value: '20' } },
    ]),
    ['67 no paymentRequestId', { ...orderPay, paymentRequestId: undefined }],
    ...['x'.repeat(65), 'a"b', "a'b", 'a b', 'a😀', 'é'].map((paymentRequestId): [string, Json] => [
      `67 paymentRequestId ${paymentRequestId}`,
      { ...orderPay, paymentRequestId },
    ]),
    ['68 pspId of another', { ...orderPay, pspId: '1022160000000000001' }],
    ['70 evaluation and verification', withFlags({ isPaymentEvaluation: 'true', isVerificationAndPay: 'true' })],
    ...['TRUE', '1', 'yes'].map((flag): [string, Json] => [`71 flag ${flag}`, withFlags({ isEasyPayScenario: flag })]),
    [
      '72 both spellings, different',
      withMethod({ paymentMethodMetaData: metaData, paymentMethodMetadata: { ...metaData, userLoginId: '1' } }),
    ],
    ...[['144339'], { code: '144339' }, true, null].map((code): [string, Json] => [
      `83 otpCode ${JSON.stringify(code)}`,
      withCode(code),
    ]),
    ['84 a wish to bind without authorizationInfo', { ...verification, authorizationInfo: undefined }],
    ['84 a wish to bind to nobody', { ...verification, authorizationInfo: { referenceAgreementId: 'r-1' } }],
    ['84 a wish to bind nothing', { ...verification, authorizationInfo: { authClientId: 'c-1', authState: 'x' } }],
    ['92 a malformed expiry', { ...orderPay, paymentExpiryTime: '2026-02-30T00:00:00+08:00' }],
    ['133 a quote without a price', { ...orderPay, paymentQuote: { quoteId: 'q-1', quoteCurrencyPair: 'JPY/KRW' } }],
    ['97 neither id', withMethod({ paymentMethodId: '', paymentMethodMetaData: { userLoginId: '' } })],
  ])('row %s: PARAM_ILLEGAL, and nothing is asked', async (_, body) => {
    expect(await codeOf(body)).toBe('F PARAM_ILLEGAL');
    expect(commands.asked).toEqual([]);
  });

  it.each(['', ' ', '12345', '1234567', 'ABC123456', '１４４３３９\n'])(
    'row 83: whether %j is the code is asked, and no refusal',
    async (otpCode) => {
      expect(await codeOf(withCode(otpCode))).toBe('U VERIFICATION_IN_PROCESS');
      expect(commands.asked).toMatchObject([{ topic: 'otp.check.command.v1' }]);
    },
  );

  it.each([
    ['payments/inquiryPayment', { ...inquiry, pspId: 'another' }],
    ['users/sendOTP', { ...sendOtp, pspId: 'another' }],
  ])('row 68: %s of another pspId is PARAM_ILLEGAL', async (path, body) => {
    expect(await codeOf(body, path)).toBe('F PARAM_ILLEGAL');
  });

  it.each([{ authState: 'x' }, 'x', { authClientId: 'a b', referenceAgreementId: '' }])(
    'without the wish to bind %j is ignored',
    async (authorizationInfo) => {
      const paymentFactor = { isVerificationAndPay: 'true', isAuthorizationAndPay: 'false' };
      expect(await codeOf({ ...verification, paymentFactor, authorizationInfo })).toBe('U VERIFICATION_IN_PROCESS');
      expect(commands.asked[0]?.payload).not.toHaveProperty('authorization');
    },
  );

  it('row 64: keeps 2^53 + 1', async () => {
    await codeOf(withValue('9007199254740993'));
    expect(commands.asked[0]?.payload.purchase).toMatchObject({
      paymentAmount: { currency: 'HKD', value: '9007199254740993' },
    });
  });

  it.each<[string, Json, string]>([
    ['69 isPaymentEvaluation "false"', withFlags({ isPaymentEvaluation: 'false', isEasyPayScenario: 'true' }), 'order'],
    ['71 a bare boolean', withFlags({ isEasyPayScenario: true }), 'order'],
    ['72 the other spelling', withMethod({ paymentMethodMetadata: metaData }), 'order'],
    ['73 an evaluation of the same id', { ...evaluation, paymentRequestId: orderPay.paymentRequestId }, 'evaluation'],
    [
      '92 an expiry in the past, which is for payments to refuse',
      { ...orderPay, paymentExpiryTime: '2020-01-01T00:00:00Z' },
      'order',
    ],
  ])('row %s: accepted', async (_, body, noun) => {
    await codeOf(body);
    expect(commands.asked).toMatchObject([{ topic: `auth.${noun}.command.v1` }]);
  });

  it.each([
    ['AmountsInconsistent', 'PARAM_ILLEGAL'],
    ['BalanceNotEnough', 'USER_BALANCE_NOT_ENOUGH'],
    ['CurrencyNotSupported', 'CURRENCY_NOT_SUPPORT'],
    ['CustomerNotActive', 'USER_STATUS_ABNORMAL'],
    ['CustomerNotFound', 'USER_NOT_EXIST'],
    ['DailyAmountLimitExceeded', 'USER_AMOUNT_EXCEED_LIMIT'],
    ['DailyCountLimitExceeded', 'PAYMENT_COUNT_EXCEED_LIMIT'],
    ['KycNotQualified', 'USER_KYC_NOT_QUALIFIED'],
    ['OrderClosed', 'ORDER_IS_CLOSED'],
    ['OrderNotFound', 'ORDER_NOT_EXIST'],
    ['OtpTriesExhausted', 'USER_PAYMENT_VERIFICATION_FAILED'],
    ['QuoteExpired', 'ORDER_IS_CLOSED'],
    ['QuoteInconsistent', 'PARAM_ILLEGAL'],
    ['RepeatInconsistent', 'REPEAT_REQ_INCONSISTENT'],
    ['SingleLimitExceeded', 'PAYMENT_AMOUNT_EXCEED_LIMIT'],
  ] as const)('the refusal %s is F %s', async (refusal, code) => {
    commands.answer = refused(refusal);
    expect(await codeOf(verification)).toBe(`F ${code}`);
    expect(refusals[refusal]).toBe(code);
  });

  it.each([
    ['awaiting-otp', verification, 'VERIFICATION_IN_PROCESS'],
    ['throttled', orderPay, 'REQUEST_TRAFFIC_EXCEED_LIMIT'],
    ['overload', orderPay, 'REQUEST_TRAFFIC_EXCEED_LIMIT'],
    ['fault', verification, 'UNKNOWN_EXCEPTION'],
    ['no-answer', evaluation, 'UNKNOWN_EXCEPTION'],
    ['no-answer', orderPay, 'UNKNOWN_EXCEPTION'],
    ['no-answer', verification, 'PAYMENT_IN_PROCESS'],
  ] as const)('row 94: unknown because of %s is U', async (reason, body, code) => {
    commands.answer = unknown(reason);
    expect(await codeOf(body)).toBe(`U ${code}`);
  });

  it.each([
    [5, 'payments/pay', evaluation, true],
    [6, 'payments/pay', evaluation, false],
    [7, 'payments/pay', orderPay, true],
    [8, 'payments/pay', orderPay, false],
    [7, 'users/sendOTP', sendOtp, true],
    [8, 'users/sendOTP', sendOtp, false],
    [9, 'payments/pay', verification, true],
    [10, 'payments/pay', verification, false],
    [9, 'payments/inquiryPayment', inquiry, true],
    [10, 'payments/inquiryPayment', inquiry, false],
  ])('row 95: with %p of 10 waiters taken, %s is asked or shed at once', async (waiting, path, body, isAsked) => {
    commands.waiting = waiting;
    commands.answer = unknown('fault');
    expect(await codeOf(body, path)).toBe(isAsked ? 'U UNKNOWN_EXCEPTION' : 'U REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(commands.asked).toHaveLength(isAsked ? 1 : 0);
  });

  it.each([
    ['payments/pay', orderPay, 6500],
    ['payments/inquiryPayment', inquiry, 3500],
    ['users/sendOTP', sendOtp, 3500],
  ])('%s is answered within its wall, counted from the headers', async (path, body, wallMs) => {
    const before = Date.now();
    await codeOf(body, path);
    const leftMs = commands.asked[0]!.deadline.getTime() - before;
    expect(leftMs).toBeGreaterThanOrEqual(wallMs);
    expect(leftMs).toBeLessThan(wallMs + 500);
  });

  it('a bug of ours is unknown, never refused', async () => {
    const broken = jest.spyOn(commands, 'ask').mockRejectedValueOnce(new Error('bug'));
    expect(await codeOf(verification)).toBe('U UNKNOWN_EXCEPTION');
    broken.mockRestore();
  });
});
