import { Money } from '@wallet/money';
import { parsePay } from './parse-pay';

type Json = Record<string, unknown>;
const amount = { currency: 'HKD', value: '20' };
const twentyHkd = Money.of('HKD', 20n);

/** The three calls of the Easy Pay guide. */
const purchase = {
  acquirerId: '1022188000000000001',
  order: {
    env: {},
    merchant: {
      merchantAddress: { region: 'HK' },
      merchantDisplayName: 'testAliasName',
      merchantMCC: '5021',
      merchantName: 'testAliasName',
      referenceMerchantId: '2188120xxxx99147',
    },
    orderAmount: amount,
    orderDescription: '[orderDescription]EASYPAY from KADEMO Android',
    referenceOrderId: '[referenceOrderId]1691465371002gN3pa',
  },
  payToAmount: amount,
  paymentAmount: amount,
  paymentMethod: {
    paymentMethodId: '',
    paymentMethodMetaData: { userLoginId: '852-524xx184', userLoginIdType: 'MOBILE' },
    paymentMethodType: 'ALIPAY_HK',
  },
  paymentRequestId: '20230808190741010008300xxxx3482',
  pspId: '1022160000000000000',
};
const evaluation = {
  ...purchase,
  paymentFactor: { isAgreementPayment: 'true', isEasyPayScenario: 'true', isPaymentEvaluation: 'true' },
};
const order = {
  ...purchase,
  paymentExpiryTime: '2023-08-08T11:39:41+08:00',
  paymentFactor: { isAgreementPayment: 'true', isEasyPayScenario: 'true' },
  passThroughInfo: '{"buyerId":"testbuyerid"}',
};
const verification = {
  acquirerId: '1022188000000000001',
  authorizationInfo: {
    authClientId: '218812xxxx699147',
    authState: 'auth_status_95279527xxxx00006',
    referenceAgreementId: '2023072119074101xxxx30015599879',
  },
  otpVerification: { otpCode: '144339', verifyRequestId: 'ejZsTpWOeibDfWMjxxxxMLQfcy4MVmFd', verifyType: 'SMS_OTP' },
  paymentFactor: { isAuthorizationAndPay: 'true', isVerificationAndPay: 'true' },
  paymentMethod: { paymentMethodType: 'ALIPAY_HK' },
  paymentRequestId: '2023072119074101xxxx30015599879',
  pspId: '1022160000000000000',
};
const agreement = {
  ...purchase,
  paymentFactor: { isAgreementPayment: 'false' },
  paymentMethod: { paymentMethodId: '281010033AB2F588D14B', paymentMethodType: 'ALIPAY_HK' },
};

const without = (json: Json, field: string): Json => ({ ...json, [field]: undefined });
const otp = (change: Json): Json => ({
  ...verification,
  otpVerification: { ...verification.otpVerification, ...change },
});
const refusal = (field: string, reason?: string) => ({
  ok: false,
  code: 'PARAM_ILLEGAL',
  field,
  reason: reason ?? (expect.any(String) as string),
});

describe('the samples of the guide', () => {
  const payer = { by: 'userLoginId', userLoginId: '852-524xx184', userLoginIdType: 'MOBILE' };
  const asked = {
    paymentRequestId: purchase.paymentRequestId,
    paymentMethod: { paymentMethodType: 'ALIPAY_HK', payer },
    paymentAmount: twentyHkd,
    payToAmount: twentyHkd,
  };

  it('call 1 is an evaluation', () => {
    expect(parsePay(evaluation)).toMatchObject({ ok: true, value: { kind: 'evaluation', ...asked } });
  });

  it('call 2 is an order', () => {
    expect(parsePay(order)).toEqual({
      ok: true,
      value: {
        kind: 'order',
        acquirerId: purchase.acquirerId,
        pspId: purchase.pspId,
        ...asked,
        paymentExpiryTime: new Date('2023-08-08T03:39:41Z'),
        passThroughInfo: order.passThroughInfo,
        order: {
          referenceOrderId: purchase.order.referenceOrderId,
          orderDescription: purchase.order.orderDescription,
          orderAmount: twentyHkd,
          merchant: {
            referenceMerchantId: '2188120xxxx99147',
            merchantName: 'testAliasName',
            merchantDisplayName: 'testAliasName',
            merchantMCC: '5021',
            region: 'HK',
          },
        },
      },
    });
  });

  it('call 3 is a verification, without order and amounts', () => {
    const { acquirerId, authorizationInfo, otpVerification, paymentRequestId, pspId } = verification;
    expect(parsePay(verification)).toEqual({
      ok: true,
      value: {
        kind: 'verification',
        acquirerId,
        authorizationInfo,
        otpVerification,
        paymentRequestId,
        pspId,
      },
    });
  });

  it('the later payments are agreement payments', () => {
    expect(parsePay(agreement)).toMatchObject({
      ok: true,
      value: { kind: 'agreementPayment', accessToken: '281010033AB2F588D14B', paymentAmount: twentyHkd },
    });
  });
});

describe('which pay is it', () => {
  const kindOf = (json: Json, paymentFactor: unknown) => {
    const parsed = parsePay({ ...json, paymentFactor });
    return parsed.ok ? parsed.value.kind : parsed.code;
  };

  it.each([
    [evaluation, { isPaymentEvaluation: true }, 'evaluation'],
    [evaluation, { isPaymentEvaluation: 'false', isEasyPayScenario: 'true' }, 'order'],
    [verification, { isVerificationAndPay: 'true', isEasyPayScenario: 'true' }, 'verification'],
    [agreement, {}, 'agreementPayment'],
    [agreement, undefined, 'agreementPayment'],
    [agreement, { isAgreementPayment: 'true' }, 'agreementPayment'],
    [agreement, { isEasyPayScenario: 'true' }, 'order'],
    [order, { isPaymentEvaluation: 'false' }, 'BUSINESS_NOT_SUPPORT'],
    [order, { isAgreementPayment: 'true' }, 'BUSINESS_NOT_SUPPORT'],
    [order, { isCashierPayment: 'true' }, 'BUSINESS_NOT_SUPPORT'],
  ])('%# is told by its flags', (json, paymentFactor, kind) => {
    expect(kindOf(json, paymentFactor)).toBe(kind);
  });

  it('refuses an evaluation that verifies', () => {
    const both = { ...verification, paymentFactor: { isPaymentEvaluation: 'true', isVerificationAndPay: 'true' } };
    expect(parsePay(both)).toEqual(
      refusal('paymentFactor', 'isPaymentEvaluation and isVerificationAndPay exclude each other'),
    );
  });

  it.each(['TRUE', '1', 'yes'])('refuses the flag %s', (value) => {
    const json = { ...order, paymentFactor: { isPaymentEvaluation: value } };
    expect(parsePay(json)).toEqual(refusal('paymentFactor.isPaymentEvaluation', 'must be "true" or "false"'));
  });
});

describe('what a purchase must have', () => {
  const kinds = { evaluation, order, agreementPayment: agreement };
  const required = ['acquirerId', 'pspId', 'paymentRequestId', 'order', 'paymentAmount', 'payToAmount'];
  const cases = Object.entries(kinds).flatMap(([kind, json]) => required.map((field) => [kind, field, json] as const));

  it.each(cases)('%s needs %s', (_kind, field, json) => {
    expect(parsePay(without(json, field))).toEqual(refusal(field, 'is missing'));
  });

  it('a positive amount as text', () => {
    const of = (value: unknown) => parsePay({ ...order, paymentAmount: { currency: 'HKD', value } });
    expect(of('0')).toEqual(refusal('paymentAmount.value', 'must not be zero'));
    expect(of(true)).toEqual(refusal('paymentAmount.value', 'must be text'));
    expect(parsePay({ ...order, payToAmount: { currency: 'hkd', value: '1' } })).toEqual(
      refusal('payToAmount.currency', 'must be an ISO 4217 code'),
    );
  });

  it('a payer', () => {
    for (const json of [evaluation, order]) {
      const nobody = {
        paymentMethodId: '',
        paymentMethodMetaData: { userLoginId: '' },
        paymentMethodType: 'ALIPAY_HK',
      };
      expect(parsePay({ ...json, paymentMethod: nobody })).toEqual(
        refusal('paymentMethod', 'has neither paymentMethodId nor userLoginId'),
      );
    }
  });

  it('a paymentExpiryTime only if it is one', () => {
    expect(parsePay({ ...order, paymentExpiryTime: null })).toMatchObject({ ok: true });
    expect(parsePay({ ...order, paymentExpiryTime: '2023-08-08 11:39' })).toEqual(refusal('paymentExpiryTime'));
  });
});

describe('the payer', () => {
  const payerOf = (paymentMethod: Json) => {
    const parsed = parsePay({ ...evaluation, paymentMethod: { paymentMethodType: 'ALIPAY_HK', ...paymentMethod } });
    return parsed.ok && parsed.value.kind === 'evaluation' ? parsed.value.paymentMethod.payer : parsed;
  };
  const login = { userLoginId: '852-52412345', userLoginIdType: 'EMAIL' };

  it('is named by paymentMethodId first', () => {
    expect(payerOf({ paymentMethodId: 'abc', paymentMethodMetaData: login })).toEqual({
      by: 'paymentMethodId',
      paymentMethodId: 'abc',
    });
  });

  it('is named by userLoginId in either spelling of the meta data', () => {
    expect(payerOf({ paymentMethodMetaData: login })).toEqual({ by: 'userLoginId', ...login });
    expect(payerOf({ paymentMethodMetadata: login })).toEqual({ by: 'userLoginId', ...login });
    expect(payerOf({ paymentMethodMetaData: login, paymentMethodMetadata: login })).toEqual({
      by: 'userLoginId',
      ...login,
    });
  });

  it('is refused when the two differ', () => {
    const other = { ...login, userLoginId: '852-52412346' };
    expect(payerOf({ paymentMethodMetaData: login, paymentMethodMetadata: other })).toEqual(
      refusal('paymentMethod.paymentMethodMetaData', 'is given twice and differs'),
    );
  });
});

describe('texts of others', () => {
  it('are kept verbatim', () => {
    const merchantName = '\u202e\u200bmеrchant "O\'Brien"\r\n%0d%0a 😀';
    const merchant = { ...purchase.order.merchant, merchantName };
    const parsed = parsePay({ ...order, order: { ...purchase.order, merchant } });
    expect(parsed).toMatchObject({ ok: true, value: { order: { merchant: { merchantName } } } });
  });

  it('merchantMcc is merchantMCC', () => {
    const merchant = { referenceMerchantId: '1', merchantMcc: '5021' };
    const parsed = parsePay({ ...order, order: { ...purchase.order, merchant } });
    expect(parsed).toMatchObject({ ok: true, value: { order: { merchant: { merchantMCC: '5021' } } } });
  });

  it('passThroughInfo is opaque up to 64 KiB', () => {
    const passThroughInfo = '{"a":'.repeat(12_000);
    expect(parsePay({ ...order, passThroughInfo })).toMatchObject({ ok: true, value: { passThroughInfo } });
    expect(parsePay({ ...order, passThroughInfo: 'x'.repeat(65_537) })).toEqual(refusal('passThroughInfo'));
    expect(parsePay({ ...order, passThroughInfo: { a: 1 } })).toEqual(refusal('passThroughInfo'));
  });
});

describe('a verification', () => {
  it('refuses an OTP that is no text without repeating it', () => {
    const parsed = parsePay(otp({ otpCode: ['123456'] }));
    expect(parsed).toEqual(refusal('otpVerification.otpCode'));
    expect(JSON.stringify(parsed)).not.toContain('1234');
  });

  it('needs otpVerification with its id', () => {
    expect(parsePay(without(verification, 'otpVerification'))).toEqual(refusal('otpVerification', 'is missing'));
    expect(parsePay(otp({ verifyRequestId: '' }))).toEqual(refusal('otpVerification.verifyRequestId', 'is missing'));
    expect(parsePay(otp({ verifyType: undefined })).ok).toBe(true);
  });

  it('may carry amounts, but not wrong ones', () => {
    expect(parsePay({ ...verification, paymentAmount: amount, payToAmount: amount })).toMatchObject({
      ok: true,
      value: { paymentAmount: twentyHkd, payToAmount: twentyHkd },
    });
    expect(parsePay({ ...verification, paymentAmount: { currency: 'HKD', value: '0' } })).toMatchObject({ ok: false });
  });

  it.each([
    ['authorizationInfo', undefined],
    ['authorizationInfo', {}],
    ['authorizationInfo.authClientId', { authState: 'x', referenceAgreementId: 'r-1' }],
    ['authorizationInfo.referenceAgreementId', { authClientId: 'c-1', authState: 'x' }],
    ['authorizationInfo.authClientId', { authClientId: '', referenceAgreementId: 'r-1' }],
    ['authorizationInfo', 'x'],
    ['authorizationInfo', ['x']],
  ])('with the wish to bind is refused for its %s: %j', (field, authorizationInfo) => {
    for (const isAuthorizationAndPay of ['true', true]) {
      const paymentFactor = { isVerificationAndPay: 'true', isAuthorizationAndPay };
      const parsed = parsePay({ ...verification, paymentFactor, authorizationInfo });
      expect(parsed).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL', field });
    }
  });

  it.each([undefined, {}, { authState: 'x' }, { authClientId: 'a b' }, 'x', [], 1])(
    'without that wish ignores the authorizationInfo %j',
    (authorizationInfo) => {
      for (const isAuthorizationAndPay of [undefined, 'false', false, '']) {
        const paymentFactor = { isVerificationAndPay: true, isAuthorizationAndPay };
        const parsed = parsePay({ ...verification, paymentFactor, authorizationInfo });
        expect(parsed).toMatchObject({ ok: true, value: { kind: 'verification' } });
        expect(parsed).not.toHaveProperty('value.authorizationInfo.authState');
      }
    },
  );
});
