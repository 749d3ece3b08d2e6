import { servedApis } from '@wallet/alipayplus';
import {
  cancelTokenRequest,
  codeGrantRequest,
  prepareRequest,
  refreshRequest,
  verificationGrantRequest,
} from './authorization-requests';
import {
  evaluationRequest,
  orderReference,
  orderRequest,
  tokenPayRequest,
  verificationRequest,
} from './easy-pay-requests';
import { refundRequest } from './reversal-requests';

const parties = { acquirerId: '1022188000000000001', pspId: '1022160000000000000' };
const binding = { ...parties, authClientId: 'client-1', referenceAgreementId: 'r-1' };
const preparation = {
  authClientName: 'Shop',
  authRedirectUrl: 'http://127.0.0.1:8090/merchant/return?referenceAgreementId=r-1',
  authState: 's-1',
};
const purchase = {
  ...parties,
  amount: '12050',
  currency: 'HKD',
  loginId: '852-52412345',
  merchantName: 'Shop',
  paymentMethodType: 'ALIPAY_HK',
};
interface Told {
  readonly order: {
    readonly orderAmount: { readonly currency: string; readonly value: string };
    readonly goods: readonly [Goods, Goods];
  };
  readonly passThroughInfo: string;
}
interface Goods {
  readonly goodsUnitAmount: { readonly currency: string; readonly value: string };
}

const told = (id: string) => orderRequest(purchase, id) as unknown as Told;

const verification = { paymentRequestId: 'p-1', verifyRequestId: 'v-1', otpCode: '123456' };

describe('the requests of Alipay+', () => {
  it.each([
    ['sms', servedApis.prepare.parse(prepareRequest(binding, { ...preparation, smsTo: '852-52412345' }))],
    ['redirect', servedApis.prepare.parse(prepareRequest(binding, preparation))],
    [
      'verificationCode',
      servedApis.applyToken.parse(verificationGrantRequest(binding, { authCode: 'c', ...verification })),
    ],
    ['authorizationCode', servedApis.applyToken.parse(codeGrantRequest(binding, 'c'))],
    ['refreshToken', servedApis.applyToken.parse(refreshRequest(binding, 'r'))],
    ['evaluation', servedApis.pay.parse(evaluationRequest(purchase, 'p-1'))],
    ['order', servedApis.pay.parse(orderRequest(purchase, 'p-1'))],
    [
      'verification',
      servedApis.pay.parse(verificationRequest(purchase, { ...verification, isAuthorizationAndPay: true })),
    ],
    ['agreementPayment', servedApis.pay.parse(tokenPayRequest(purchase, 't-1', 'p-1'))],
  ])('are read by the wallet as %s', (kind, parsed) => expect(parsed).toMatchObject({ ok: true, value: { kind } }));

  it.each(['p-1', 'p-2', 'p-3', 'p-4'])('tell all of an order: %s', (id) => {
    const body = orderRequest(purchase, id);
    expect(orderRequest(purchase, id)).toEqual(body);
    const { order, passThroughInfo } = told(id);
    const goodsTotal = order.goods.reduce((sum, { goodsUnitAmount }) => sum + BigInt(goodsUnitAmount.value), 0n);
    expect(String(goodsTotal)).toBe(order.orderAmount.value);
    expect(order.goods[0].goodsUnitAmount.currency).toBe(order.orderAmount.currency);
    expect(order).toMatchObject({ buyer: {}, env: {}, merchant: { store: {} } });
    expect(JSON.parse(passThroughInfo)).toHaveProperty('riskInfo.clientIp');
    expect(servedApis.pay.parse(body)).toMatchObject({ ok: true, value: { order: { goods: [{}, {}] } } });
  });

  it('are in currencies with no, two and three decimals', () => {
    const ordered = ['p-1', 'p-2', 'p-3', 'p-4'].map((id) => told(id).order.orderAmount);
    expect(new Set(ordered.map(({ currency }) => currency))).toEqual(new Set(['HKD', 'JPY', 'KWD', 'THB']));
  });

  it('cancel a token', () =>
    expect(servedApis.cancelToken.parse(cancelTokenRequest(parties, 't-1'))).toEqual({
      ok: true,
      value: { ...parties, accessToken: 't-1' },
    }));

  it('cancel and refund a payment', () => {
    const [refundAmount, refundFromAmount] = [
      { currency: 'JPY', value: '1' },
      { currency: 'HKD', value: '10' },
    ];
    const refund = {
      paymentRequestId: 'p-1',
      paymentId: 'id-1',
      refundRequestId: 'r-1',
      refundAmount,
      refundFromAmount,
    };
    const cancelled = { ...parties, paymentRequestId: 'p-1' };
    expect(servedApis.cancelPayment.parse(orderReference(parties, 'p-1'))).toEqual({ ok: true, value: cancelled });
    expect(servedApis.refund.parse(refundRequest(parties, { ...refund, refundReason: 'broken' })).ok).toBe(true);
  });
});
