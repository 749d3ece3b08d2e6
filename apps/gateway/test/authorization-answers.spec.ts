import { answerPlace, checkOtp, keyedHash, seal, unseal, type Answer, type Sealed } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { correlationId } from './fake-commands';
import { GatewayUnderTest, requestTime, tokenHashKey } from './gateway-under-test';
import * as requests from './requests';

const { accessToken, authCode, refreshToken } = requests;
const hash = (secret: string) => keyedHash(secret, tokenHashKey);
const success = { resultCode: 'SUCCESS', resultMessage: 'success.', resultStatus: 'S' };

describe('the answers about codes and tokens, in the shapes of the Easy Pay guide', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const answered = async (path: string, request: object, answer: Answer) => {
    commands.asked.length = 0;
    commands.answer = answer;
    return (await gateway.call(path, request)).body;
  };
  const sealed = (plain: string) => seal(plain, answerPlace(correlationId), gateway.sealKeys);
  const tokens = () =>
    done({
      kind: 'tokens',
      sealedTokens: sealed(JSON.stringify({ accessToken, refreshToken })),
      accessTokenExpiresAt: '2022-06-06T04:12:12.345Z',
      refreshTokenExpiresAt: '2022-06-08T04:12:12.345Z',
      customerId: '2789808900000000000000001',
      userLoginId: '62-***2736',
    } as const);
  const expectNoSecret = () => {
    const published = JSON.stringify(commands.asked);
    for (const secret of [accessToken, refreshToken, authCode, '362773']) expect(published).not.toContain(secret);
  };
  const sealedOtp = (subjectId: string) => {
    const place = { topic: checkOtp.name, type: checkOtp.type, key: subjectId, correlationId };
    return unseal(commands.asked[0]?.payload.sealedOtpCode as Sealed, place, gateway.sealKeys);
  };

  beforeAll(() => gateway.start());
  afterEach(expectNoSecret);
  afterAll(() => gateway.stop());

  it('prepare by SMS', async () => {
    const prepared = done({ kind: 'prepared', verifyRequestId: 'v-1', sealedAuthCode: sealed(authCode) } as const);
    expect(await answered('authorizations/prepare', requests.prepareSms, prepared)).toEqual({
      authCode,
      verifyRequestId: 'v-1',
      result: success,
    });
    expect(commands.asked).toMatchObject([{ topic: 'auth.preparation.command.v1' }]);
    expect(commands.asked[0]?.payload).toEqual({
      authClientId: '2191120000000945',
      referenceAgreementId: '2023080419031310000909028316',
      authClientName: 'TestClientName',
      authClientDisplayName: 'TestClientName',
      referenceMerchantId: '2191120000000945',
      authRedirectUrl: requests.prepareSms.authRedirectUrl,
      authState: requests.prepareSms.authState,
      scopes: ['AGREEMENT_PAY'],
      flow: { kind: 'sms', customer: { by: 'loginId', loginId: '852-94000811', loginIdType: 'MOBILE' } },
    });
  });

  it('prepare by SMS, with the fields that it needs only', async () => {
    const { acquirerId, pspId, authClientId, authClientName, referenceAgreementId } = requests.prepareSms;
    const parties = { acquirerId, pspId, authClientId, authClientName, referenceAgreementId };
    const scopes = ['SEND_OTP', 'AGREEMENT_PAY', 'SEND_OTP'];
    const sms = { ...parties, scopes, authorizationAction: 'SMS', userLoginId: '852-94000811' };
    await answered('authorizations/prepare', sms, unknown('fault'));
    expect(commands.asked[0]?.payload).toEqual({
      authClientId,
      authClientName,
      referenceAgreementId,
      scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
      flow: { kind: 'sms', customer: { by: 'loginId', loginId: '852-94000811', loginIdType: 'MOBILE' } },
    });
  });

  it('prepare by redirect', async () => {
    const requested = done({ kind: 'consent-requested', consentId: 'consent-1' } as const);
    expect(await answered('authorizations/prepare', requests.prepareRedirect, requested)).toEqual({
      authUrl: 'https://wallet.example/consent/consent-1',
      result: success,
    });
    expect(commands.asked).toMatchObject([
      {
        topic: 'auth.preparation.command.v1',
        payload: { authRedirectUrl: 'https://shop.example/back?order=1', flow: { kind: 'redirect' } },
      },
    ]);
  });

  const issued = {
    result: success,
    accessToken,
    accessTokenExpiryTime: '2022-06-06T12:12:12+08:00',
    refreshToken,
    refreshTokenExpiryTime: '2022-06-08T12:12:12+08:00',
    customerId: '2789808900000000000000001',
    userLoginId: '62-***2736',
  };

  it('applyToken with a code and its OTP', async () => {
    expect(await answered('authorizations/applyToken', requests.applyCodeWithOtp, tokens())).toEqual(issued);
    expect(commands.asked).toMatchObject([{ topic: 'otp.check.command.v1' }]);
    expect(commands.asked[0]?.payload).toEqual({
      subject: 'auth-code',
      authCodeHash: hash(authCode),
      authClientId: '2191120000000945',
      verifyRequestId: 'fUWZ5RCp6FN01VI00000XSbn6YcxNj5x',
      callFingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      sealedOtpCode: expect.any(String) as string,
    });
    expect(sealedOtp(hash(authCode))).toBe('362773');
  });

  it.each([
    [requests.applyCode, { kind: 'authorization-code', authCodeHash: hash(authCode) }],
    [requests.applyRefresh, { kind: 'refresh-token', refreshTokenHash: hash(refreshToken) }],
  ])('applyToken by $grantType', async (request, grant) => {
    expect(await answered('authorizations/applyToken', request, tokens())).toEqual(issued);
    expect(commands.asked).toMatchObject([{ topic: 'auth.token.command.v1' }]);
    const callFingerprint = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(commands.asked[0]?.payload).toEqual({ authClientId: '2191120000000945', grant, callFingerprint });
  });

  it.each([requests.applyCodeWithOtp, requests.applyCode, requests.applyRefresh])(
    'applyToken by $grantType has one fingerprint however often it comes, and another when it is another call',
    async (request) => {
      commands.asked.length = 0;
      const path = 'authorizations/applyToken';
      const otherBytes = ` ${JSON.stringify(request)}`;
      for (const body of [request, request, otherBytes]) await gateway.call(path, body, { time: requestTime });
      await gateway.call(path, request, { time: '2026-03-02T11:04:06+08:00' });
      const [first, same, ...others] = commands.asked.map(({ payload }) => payload['callFingerprint']);
      expect(same).toBe(first);
      expect(new Set([first, ...others]).size).toBe(3);
    },
  );

  it('cancelToken', async () => {
    const body = await answered('authorizations/cancelToken', requests.cancelToken, done({ kind: 'token-cancelled' }));
    expect(body).toEqual({ result: success });
    expect(commands.asked).toMatchObject([{ topic: 'auth.cancellation.command.v1' }]);
    expect(commands.asked[0]?.payload).toEqual({ accessTokenHash: hash(accessToken) });
  });

  it('sendOTP by access token', async () => {
    const sent = done({ kind: 'otp-sent', verifyRequestId: 'v-2' } as const);
    expect(await answered('users/sendOTP', requests.sendOtpByToken, sent)).toEqual({
      result: success,
      verifyRequestId: 'v-2',
    });
    expect(commands.asked).toMatchObject([{ topic: 'auth.challenge.command.v1' }]);
    expect(commands.asked[0]?.payload).toEqual({ accessTokenHash: hash(accessToken) });
  });

  it('verifyOTP', async () => {
    expect(await answered('users/verifyOTP', requests.verifyOtp, done({ kind: 'verified' }))).toEqual({
      result: success,
    });
    expect(commands.asked).toMatchObject([{ topic: 'auth.verification.command.v1' }]);
    expect(commands.asked[0]?.payload).toEqual({
      accessTokenHash: hash(accessToken),
      verifyRequestId: 'ejZsTpWOeibDfWMj0000MLQfcy4MVmFd',
      sealedOtpCode: expect.any(String) as string,
    });
    expect(sealedOtp(hash(accessToken))).toBe('362773');
  });

  const paid = { kind: 'paid', paymentId: 'p-1', paidAt: '2026-03-02T03:04:05.678Z', customerId: 'c-1' } as const;

  it('pay by access token', async () => {
    expect(await answered('payments/pay', requests.agreementPay, done(paid))).toEqual({
      customerId: 'c-1',
      paymentId: 'p-1',
      paymentTime: '2026-03-02T11:04:05+08:00',
      result: success,
    });
    expect(commands.asked).toMatchObject([{ topic: 'auth.token-payment.command.v1' }]);
    expect(commands.asked[0]?.payload).toEqual({
      paymentRequestId: requests.agreementPay.paymentRequestId,
      accessTokenHash: hash(accessToken),
      purchase: {
        orderDescription: '[orderDescription]EASYPAY from KADEMO Android',
        paymentAmount: { currency: 'HKD', value: '20' },
        payToAmount: { currency: 'HKD', value: '20' },
        paymentMethodType: 'ALIPAY_HK',
        referenceMerchantId: '218812000019147',
        merchantName: 'testAliasName',
      },
      acquirerId: '1022188000000000001',
    });
  });

  it('pay by access token until a time', async () => {
    const request = { ...requests.agreementPay, paymentExpiryTime: '2026-03-02T11:05:05+08:00' };
    await answered('payments/pay', request, refused('TokenExpired'));
    expect(commands.asked[0]?.payload.paymentExpiryTime).toBe('2026-03-02T03:05:05.000Z');
  });

  it('what is no access token of ours is hashed too when it would pay', async () => {
    const paymentMethod = { paymentMethodId: 'not-a-token', paymentMethodType: 'ALIPAY_HK' };
    await answered('payments/pay', { ...requests.agreementPay, paymentMethod }, refused('TokenInvalid'));
    expect(commands.asked[0]?.payload.accessTokenHash).toBe(hash('not-a-token'));
  });

  it.each([
    ['an evaluation', requests.evaluation],
    ['an order', requests.orderPay],
  ])('%s names its payer by an access token', async (_, request) => {
    const paymentMethod = { paymentMethodId: accessToken, paymentMethodType: 'ALIPAY_HK' };
    await answered('payments/pay', { ...request, paymentMethod }, unknown('fault'));
    expect(commands.asked[0]?.payload.customer).toEqual({ by: 'accessToken', accessTokenHash: hash(accessToken) });
  });

  it('a result that Alipay+ does not ask for, or a seal of another answer, is a fault of ours', async () => {
    const revoked = done({ kind: 'agreement-revoked' } as const);
    const foreign = seal(authCode, answerPlace('command-2'), gateway.sealKeys);
    const prepared = done({ kind: 'prepared', verifyRequestId: 'v-1', sealedAuthCode: foreign } as const);
    for (const answer of [revoked, prepared]) {
      const { result } = await answered('authorizations/prepare', requests.prepareSms, answer);
      expect(result).toMatchObject({ resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U' });
    }
  });
});
