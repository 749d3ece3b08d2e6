import { checkOtp, unseal, type Answer, type Sealed } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { Money } from '@wallet/money';
import { correlationId } from './fake-commands';
import { clientId, GatewayUnderTest } from './gateway-under-test';
import { agreementPay, evaluation, inquiry, orderPay, sendOtp, verification } from './requests';

const hkd = Money.of('HKD', 20n);
const paid = { paymentId: 'p-1', paidAt: '2026-03-02T03:04:05.678Z', customerId: '2160220000002775' };

describe('the answers of each API, in the shapes of the Easy Pay guide', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const answered = async (path: string, request: object, answer: Answer) => {
    commands.asked.length = 0;
    commands.answer = answer;
    return (await gateway.call(path, request)).body;
  };

  beforeAll(() => gateway.start());
  afterAll(() => gateway.stop());

  it('evaluation', async () => {
    const body = await answered('payments/pay', evaluation, done({ kind: 'evaluated', customerId: 'c-1' }));
    expect(body).toEqual({
      customerId: 'c-1',
      pspId: '1022160000000000000',
      result: { resultCode: 'SUCCESS', resultMessage: 'success.', resultStatus: 'S' },
    });
    expect(commands.asked).toMatchObject([
      {
        topic: 'auth.evaluation.command.v1',
        payload: {
          paymentRequestId: evaluation.paymentRequestId,
          purchase: { paymentAmount: { currency: 'HKD', value: '20' }, merchantName: 'testAliasName' },
          customer: { by: 'loginId', loginId: '852-52400184', loginIdType: 'MOBILE' },
        },
      },
    ]);
  });

  it('evaluation of an account id', async () => {
    const paymentMethod = { paymentMethodId: 'account-1', paymentMethodType: 'ALIPAY_HK' };
    await answered('payments/pay', { ...evaluation, paymentMethod }, unknown('fault'));
    expect(commands.asked[0]?.payload.customer).toEqual({ by: 'paymentMethodId', paymentMethodId: 'account-1' });
  });

  it('order', async () => {
    const awaiting = { ...unknown('awaiting-otp' as const), verifyRequestId: 'v-1' };
    expect(await answered('payments/pay', orderPay, awaiting)).toEqual({
      verifyRequestId: 'v-1',
      result: {
        resultCode: 'VERIFICATION_IN_PROCESS',
        resultMessage: 'The verification is still under process.',
        resultStatus: 'U',
      },
    });
    expect(commands.asked).toMatchObject([
      {
        topic: 'auth.order.command.v1',
        payload: { paymentExpiryTime: '2026-03-02T03:14:05.000Z', acquirerId: '1022188000000000001' },
      },
    ]);
  });

  it('verification', async () => {
    expect(await answered('payments/pay', verification, done({ kind: 'paid', ...paid }))).toEqual({
      customerId: '2160220000002775',
      paymentId: 'p-1',
      paymentTime: '2026-03-02T11:04:05+08:00',
      result: { resultCode: 'SUCCESS', resultMessage: 'success.', resultStatus: 'S' },
    });
    const { topic, payload } = commands.asked[0]!;
    expect(topic).toBe('otp.check.command.v1');
    expect(payload.authorization).toEqual(verification.authorizationInfo);
    expect(JSON.stringify(payload)).not.toContain('144339');
    const place = { topic, type: checkOtp.type, key: verification.paymentRequestId, correlationId };
    expect(unseal(payload.sealedOtpCode as Sealed, place, gateway.sealKeys)).toBe('144339');
  });

  it('verification without consent carries no authorization', async () => {
    const paymentFactor = { isAuthorizationAndPay: 'false', isVerificationAndPay: 'true' };
    await answered('payments/pay', { ...verification, paymentFactor }, unknown('fault'));
    expect(commands.asked[0]?.payload).not.toHaveProperty('authorization');
  });

  it('sendOTP', async () => {
    expect(await answered('users/sendOTP', sendOtp, done({ kind: 'otp-sent', verifyRequestId: 'v-2' }))).toEqual({
      result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success.' },
      verifyRequestId: 'v-2',
    });
    expect(commands.asked).toMatchObject([
      {
        topic: 'payments.resend.command.v1',
        payload: {
          paymentRequestId: sendOtp.referenceRequestId,
          userLoginId: '852-******84',
          userLoginIdType: 'MOBILE',
        },
      },
    ]);
  });

  it.each([
    ['auth.order.command.v1', orderPay],
    ['auth.token-payment.command.v1', agreementPay],
  ])('what a purchase says beside its amounts goes on: %s', async (topic, pay) => {
    const paymentQuote = { quoteId: 'q-1', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' };
    const parts = { surchargeInfo: { surchargeAmount: amounts.paymentAmount }, paymentPromoInfo: { a: ['', 1] } };
    const sent = { ...paymentQuote, quoteExpiryTime: '2026-03-02T11:04:05+08:00' };
    await answered('payments/pay', { ...pay, paymentQuote: sent, ...parts }, unknown('fault'));
    const quote = { ...paymentQuote, quoteExpiryTime: '2026-03-02T03:04:05.000Z' };
    expect(commands.asked).toMatchObject([{ topic, payload: { purchase: { paymentQuote: quote, ...parts } } }]);
  });

  it('of an evaluation goes on what decides, and nothing that is kept', async () => {
    const paymentQuote = { quoteId: 'q-1', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' };
    const parts = { surchargeInfo: { surchargeAmount: amounts.paymentAmount }, paymentPromoInfo: { a: ['', 1] } };
    await answered('payments/pay', { ...evaluation, paymentQuote, ...parts }, unknown('fault'));
    expect(commands.asked[0]?.payload.purchase).toEqual({
      ...amounts,
      paymentQuote,
      paymentMethodType: 'ALIPAY_HK',
      merchantName: 'testAliasName',
      referenceMerchantId: '218812000019147',
    });
  });

  it.each([orderPay, agreementPay])('so does where to notify, with an order: %#', async (pay) => {
    const paymentNotifyUrl = 'https://alipayplus.example/notify?a=1';
    await answered('payments/pay', { ...pay, paymentNotifyUrl }, unknown('fault'));
    expect(commands.asked).toMatchObject([{ payload: { paymentNotifyUrl } }]);
  });

  const amounts = { paymentAmount: hkd.toJSON(), payToAmount: hkd.toJSON() };
  const inquired = (payment: object) =>
    done({ kind: 'inquired', payment, paymentAmount: hkd, payToAmount: hkd }) as unknown as Answer;

  it.each([
    [{ status: 'waiting' }, { paymentResult: { resultCode: 'PAYMENT_IN_PROCESS', resultStatus: 'U' } }],
    [
      { status: 'failed', refusal: 'BalanceNotEnough' },
      { paymentResult: { resultCode: 'USER_BALANCE_NOT_ENOUGH', resultStatus: 'F' } },
    ],
    [
      { status: 'paid', ...paid },
      {
        paymentResult: { resultCode: 'SUCCESS', resultStatus: 'S' },
        paymentId: 'p-1',
        paymentTime: '2026-03-02T11:04:05+08:00',
        customerId: '2160220000002775',
      },
    ],
  ])('inquiryPayment of a payment %j', async (payment, fields) => {
    const body = await answered('payments/inquiryPayment', inquiry, inquired(payment));
    expect(body).toMatchObject({ result: { resultCode: 'SUCCESS', resultStatus: 'S' }, ...fields, ...amounts });
    expect(commands.asked).toMatchObject([
      { topic: 'payments.inquiry.command.v1', payload: { paymentRequestId: inquiry.paymentRequestId } },
    ]);
  });

  it('inquiryPayment of an order with a promotion, and of one that never had amounts', async () => {
    const paymentPromoInfo = { paymentPromoDetails: [{ promoId: 'P-1' }] };
    const paidOrder = { kind: 'inquired', payment: { status: 'paid', ...paid }, paymentPromoInfo } as const;
    expect(
      await answered('payments/inquiryPayment', inquiry, done({ ...paidOrder, paymentAmount: hkd, payToAmount: hkd })),
    ).toMatchObject({ ...amounts, paymentPromoInfo });
    const closed = { kind: 'inquired', payment: { status: 'failed', refusal: 'OrderClosed' } } as const;
    expect(await answered('payments/inquiryPayment', inquiry, done(closed))).toEqual({
      result: expect.objectContaining({ resultStatus: 'S' }) as object,
      paymentResult: expect.objectContaining({ resultCode: 'ORDER_IS_CLOSED', resultStatus: 'F' }) as object,
    });
  });

  it('inquiryPayment of an unknown order', async () => {
    const body = await answered('payments/inquiryPayment', inquiry, refused('OrderNotFound'));
    expect(body).toEqual({
      result: expect.objectContaining({ resultCode: 'ORDER_NOT_EXIST', resultStatus: 'F' }) as object,
    });
  });

  it('every answer carries the client id of the request and its API below 200', async () => {
    const { status, headers } = await gateway.call('payments/inquiryPayment', inquiry);
    expect(status).toBe(200);
    expect(headers['client-id']).toBe(clientId);
  });
});
