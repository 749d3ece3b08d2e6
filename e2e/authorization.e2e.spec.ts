import { eventually } from '@wallet/testkit';
import { Binding, payAndAuthorize, tokenPayment, tokensOf } from './support/binding';
import { EasyPayOrder, resultOf, wrongCodes } from './support/easy-pay';
import { startWallet, type Wallet } from './support/wallet';

const authCodeForm = /^281\d{3}13[0-9A-Za-z]{24}$/;
const tokenForm = /^281\d{3}03[0-9A-F]{32}$/;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/;
const success = { resultCode: 'SUCCESS', resultMessage: 'success.', resultStatus: 'S' };

describe('authorization', () => {
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('authorization', { replicas: { auth: 2, gateway: 2 } });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const pay = async (accessToken: string) => resultOf(await wallet.call('pay', tokenPayment(accessToken)));

  it("binds by SMS in the seed's shape: prepare, applyToken, then payments without a code", async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const prepared = await binding.prepare();
    expect(prepared.answer).toEqual({
      result: success,
      authCode: expect.stringMatching(authCodeForm) as unknown,
      verifyRequestId: expect.stringMatching(/^[0-9A-Za-z]{32}$/) as unknown,
    });
    const applied = await binding.verificationGrant(prepared.answer!, await binding.code());
    expect(applied.answer).toEqual({
      result: success,
      accessToken: expect.stringMatching(tokenForm) as unknown,
      accessTokenExpiryTime: expect.stringMatching(dateTime) as unknown,
      refreshToken: expect.stringMatching(tokenForm) as unknown,
      refreshTokenExpiryTime: expect.stringMatching(dateTime) as unknown,
      customerId: binding.customer.customerId,
      userLoginId: `852-***${binding.customer.loginId.slice(-4)}`,
    });
    const { accessToken } = tokensOf(applied);
    const before = BigInt(await wallet.balance(binding.customer));
    for (let payment = 0; payment < 3; payment++) expect(await pay(accessToken)).toBe('S SUCCESS');
    expect(BigInt(await wallet.balance(binding.customer))).toBe(before - 6_000n);
    expect(await wallet.sms(binding.customer.loginId)).toHaveLength(1);
  });

  it("tells Alipay+ of an agreement made with the first payment, in the seed's shape, and pays until cancelToken", async () => {
    const customer = await wallet.customer();
    const { binding } = await payAndAuthorize(wallet, customer);
    const [notice] = await eventually(async () => {
      const notices = await binding.notices();
      expect(notices).toHaveLength(1);
      return notices;
    });
    expect(notice).toMatchObject({ signature: 'valid', answered: 'S' });
    expect(notice?.body).toEqual({
      authorizationNotifyType: 'TOKEN_CREATED',
      authClientId: binding.authClientId,
      referenceMerchantId: '2188120000099147',
      referenceAgreementId: binding.referenceAgreementId,
      accessToken: expect.stringMatching(tokenForm) as unknown,
      accessTokenExpiryTime: expect.stringMatching(dateTime) as unknown,
      refreshToken: expect.stringMatching(tokenForm) as unknown,
      refreshTokenExpiryTime: expect.stringMatching(dateTime) as unknown,
      scopes: ['AGREEMENT_PAY'],
      customerId: customer.customerId,
      userLoginId: `852-***${customer.loginId.slice(-4)}`,
    });
    const accessToken = String(notice?.body.accessToken);
    const first = tokenPayment(accessToken);
    expect(resultOf(await wallet.call('pay', first))).toBe('S SUCCESS');
    for (let payment = 0; payment < 2; payment++) expect(await pay(accessToken)).toBe('S SUCCESS');

    expect(resultOf(await binding.cancelToken(accessToken))).toBe('S SUCCESS');
    const refused = await Promise.all(Array.from({ length: 8 }, () => pay(accessToken)));
    expect(new Set(refused)).toEqual(new Set(['F INVALID_TOKEN']));
    expect(resultOf(await wallet.call('pay', first))).toBe('S SUCCESS');
    expect(resultOf(await binding.cancelToken(accessToken))).toBe('S SUCCESS');
    const cancelled = await eventually(async () => {
      const notices = await binding.notices('TOKEN_CANCELED');
      expect(notices).toHaveLength(1);
      return notices;
    });
    expect(cancelled[0]?.body).toMatchObject({ authClientId: binding.authClientId, accessToken });
    await wallet.expectSoundBooks();
  });

  it('answers a payment that was S as S again after cancelToken and freeze', async () => {
    const customer = await wallet.customer();
    const binding = new Binding(wallet, customer);
    const { accessToken } = await binding.bind();
    const body = tokenPayment(accessToken);
    const paid = await wallet.call('pay', body);
    expect(resultOf(paid)).toBe('S SUCCESS');
    await binding.cancelToken(accessToken);
    await wallet.changeCustomer(customer, 'freeze');
    expect((await wallet.call('pay', body)).answer).toEqual(paid.answer);
    expect(await pay(accessToken)).toBe('F INVALID_TOKEN');
  });

  it('prepares once: one SMS, one code; other scopes are inconsistent; the provider down is U until the repeat', async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const [first, again] = [await binding.prepare(), await binding.prepare()];
    expect(again.answer).toEqual(first.answer);
    expect(await wallet.sms(binding.customer.loginId)).toHaveLength(1);
    expect(resultOf(await binding.prepare({ scopes: ['AGREEMENT_PAY', 'USER_INFO'] }))).toBe(
      'F REPEAT_REQ_INCONSISTENT',
    );

    const other = new Binding(wallet, await wallet.customer());
    const to = other.customer.loginId.replace('852-', '+852');
    await wallet.plan({ subject: to, sms: ['refused'] });
    expect(resultOf(await other.prepare())).toBe('U UNKNOWN_EXCEPTION');
    const healed = await other.prepare();
    expect(resultOf(healed)).toBe('S SUCCESS');
    expect(tokensOf(await other.verificationGrant(healed.answer!, await other.code())).accessToken).toMatch(tokenForm);
  });

  it('a wrong code keeps the authCode, three burn it, and the right one is used once', async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const prepared = (await binding.prepare()).answer!;
    const code = await binding.code();
    const [wrong] = wrongCodes(code, 1);
    expect(resultOf(await binding.verificationGrant(prepared, wrong!))).toBe('U OTP_VERIFICATION_FAILED');
    const applied = await binding.verificationGrant(prepared, code);
    expect((await binding.verificationGrant(prepared, code)).answer).toEqual(applied.answer);
    const { accessToken } = tokensOf(applied);
    expect(await pay(accessToken)).toBe('S SUCCESS');
    expect(resultOf(await binding.verificationGrant(prepared, code))).toBe('F USED_CODE');
    expect(await pay(accessToken)).toBe('F INVALID_TOKEN');

    const burnt = new Binding(wallet, await wallet.customer());
    const preparation = (await burnt.prepare()).answer!;
    const right = await burnt.code();
    const results: string[] = [];
    for (const each of wrongCodes(right, 3)) results.push(resultOf(await burnt.verificationGrant(preparation, each)));
    expect(results).toEqual(['U OTP_VERIFICATION_FAILED', 'U OTP_VERIFICATION_FAILED', 'F INVALID_CODE']);
    expect(resultOf(await burnt.verificationGrant(preparation, right))).toBe('F INVALID_CODE');
  });

  it('evaluates by token, and sends and verifies a code by token', async () => {
    const customer = await wallet.customer();
    const { accessToken } = await new Binding(wallet, customer).bind();
    const order = new EasyPayOrder(wallet, customer, '12050', {
      paymentMethod: { paymentMethodId: accessToken, paymentMethodType: 'ALIPAY_HK' },
    });
    const evaluated = await order.evaluate();
    expect(resultOf(evaluated)).toBe('S SUCCESS');
    expect(evaluated.answer?.customerId).toBe(customer.customerId);
    const parties = { acquirerId: '1022188000000000001', pspId: '1022160000000000000', accessToken };
    const sent = await wallet.call('sendOTP', parties);
    expect(resultOf(sent)).toBe('S SUCCESS');
    const verification = { ...parties, verifyRequestId: sent.answer?.verifyRequestId };
    const otpCode = await order.code(2);
    const [wrong] = wrongCodes(otpCode, 1);
    expect(resultOf(await wallet.call('verifyOTP', { ...verification, otpCode: wrong }))).toBe(
      'U OTP_VERIFICATION_FAILED',
    );
    expect(resultOf(await wallet.call('verifyOTP', { ...verification, otpCode }))).toBe('S SUCCESS');
  });
});
