import { unknown } from '@wallet/kernel';
import { GatewayUnderTest } from './gateway-under-test';
import {
  agreementPay,
  applyCode,
  applyCodeWithOtp,
  applyRefresh,
  cancel,
  cancelToken,
  evaluation,
  inquiry,
  orderPay,
  prepareRedirect,
  prepareSms,
  refund,
  sendOtp,
  sendOtpByToken,
  verification,
  verifyOtp,
} from './requests';

/** The largest record that Kafka is given, as libs/messaging has it. */
const maxRecordBytes = 256 * 1024;
/** Three bytes in UTF-8. */
const long = (length: number) => '\u5b57'.repeat(length);
const id = '9'.repeat(64);
const amount = { currency: 'HKD', value: '9'.repeat(18) };
/** An info of 16,384 characters. */
const info = { paymentPromoDetails: [{ promoId: long(16_384 - '{"paymentPromoDetails":[{"promoId":""}]}'.length) }] };
const quote = {
  quoteId: id,
  quoteCurrencyPair: 'HKD/USD',
  quotePrice: `${'9'.repeat(18)}.${'9'.repeat(18)}`,
  quoteUnit: '9'.repeat(18),
  quoteStartTime: '2026-03-02T11:14:05.123456789+08:00',
};
const address = { region: 'HK', state: long(8), city: long(32), address1: long(256), address2: long(256) };
const goods = {
  referenceGoodsId: long(64),
  goodsName: long(256),
  goodsCategory: long(64),
  goodsBrand: long(64),
  goodsUnitAmount: amount,
  goodsQuantity: '9'.repeat(9),
  goodsUrl: `https://x.example/${long(1_000)}`,
};
const largestOrder = {
  env: { terminalType: 'APP', osType: 'ANDROID', userAgent: long(512), deviceTokenId: id, clientIp: '10.0.0.1' },
  buyer: { referenceBuyerId: id, buyerName: { fullName: long(256) }, buyerPhoneNo: '9'.repeat(24) },
  shipping: { shippingName: { fullName: long(256) }, shippingAddress: address, shippingCarrier: long(128) },
  merchant: {
    referenceMerchantId: long(64),
    merchantMCC: '5021',
    merchantAddress: address,
    merchantName: long(256),
    merchantDisplayName: long(256),
    store: { referenceStoreId: id, storeName: long(256), storeMCC: '5021', storeAddress: address },
  },
  orderAmount: amount,
  orderDescription: long(256),
  referenceOrderId: long(64),
  goods: Array.from({ length: 100 }, () => goods),
};
const largest = {
  order: largestOrder,
  paymentAmount: amount,
  payToAmount: amount,
  paymentQuote: quote,
  paymentRequestId: id,
  surchargeInfo: info,
  paymentPromoInfo: info,
  passThroughInfo: long(65_536),
  paymentNotifyUrl: `https://x.example/${long(2_030)}`,
};
const largestPrepare = {
  authClientId: id,
  referenceAgreementId: 'r'.repeat(64),
  referenceMerchantId: id,
  authState: long(256),
  authClientName: long(256),
  authClientDisplayName: long(256),
  passThroughInfo: long(65_536),
  authRedirectUrl: `https://shop.example/${long(2_027)}`,
};

const calls: [string, string, object][] = [
  ['evaluation', 'payments/pay', { ...evaluation, ...largest }],
  ['order', 'payments/pay', { ...orderPay, ...largest }],
  ['token pay', 'payments/pay', { ...agreementPay, ...largest }],
  ['verification', 'payments/pay', { ...verification, passThroughInfo: long(65_536), paymentAmount: amount }],
  ['inquiryPayment', 'payments/inquiryPayment', { ...inquiry, paymentRequestId: id }],
  ['cancelPayment', 'payments/cancelPayment', { ...cancel, paymentRequestId: id }],
  [
    'refund',
    'payments/refund',
    { ...refund, refundQuote: quote, surchargeInfo: info, refundPromoInfo: info, refundReason: long(256) },
  ],
  ['prepare by SMS', 'authorizations/prepare', { ...prepareSms, ...largestPrepare }],
  ['prepare by redirect', 'authorizations/prepare', { ...prepareRedirect, ...largestPrepare }],
  ['applyToken with an OTP', 'authorizations/applyToken', applyCodeWithOtp],
  ['applyToken', 'authorizations/applyToken', applyCode],
  ['a refresh', 'authorizations/applyToken', applyRefresh],
  ['cancelToken', 'authorizations/cancelToken', cancelToken],
  ['sendOTP', 'users/sendOTP', { ...sendOtp, referenceRequestId: id, userLoginId: long(64) }],
  ['sendOTP by token', 'users/sendOTP', sendOtpByToken],
  ['verifyOTP', 'users/verifyOTP', verifyOtp],
];

describe('the largest legal call', () => {
  const gateway = new GatewayUnderTest();
  const { commands } = gateway;
  const ask = async (path: string, body: object) => {
    commands.asked.length = 0;
    commands.answer = unknown('fault');
    return gateway.call(path, body);
  };
  /** With what an envelope adds at most. */
  const recordBytes = () => Buffer.byteLength(JSON.stringify(commands.asked[0]!.payload)) + 1024;

  beforeAll(() => gateway.start());
  afterAll(() => gateway.stop());

  it.each(calls)(
    '%s is taken, and its command leaves more than half of a record to what others add',
    async (_, path, body) => {
      const { status, body: answer } = await ask(path, body);
      expect([status, answer.result.resultStatus]).toEqual([200, 'U']);
      expect(commands.asked).toHaveLength(1);
      expect(recordBytes()).toBeLessThan(maxRecordBytes / 2);
    },
  );

  it('takes no goods, nothing passed through and no buyer along', async () => {
    for (const pay of [evaluation, orderPay, agreementPay]) {
      await ask('payments/pay', { ...pay, order: largestOrder, passThroughInfo: long(65_536) });
      expect(recordBytes()).toBeLessThan(5_000);
    }
  });

  it('takes to an evaluation nothing that is only kept', async () => {
    await ask('payments/pay', { ...evaluation, ...largest });
    expect(recordBytes()).toBeLessThan(3_000);
  });

  it('keeps the description of an order', async () => {
    for (const pay of [orderPay, agreementPay]) {
      await ask('payments/pay', { ...pay, order: { ...pay.order, orderDescription: 'Two teas' } });
      expect(commands.asked[0]?.payload.purchase).toMatchObject({ orderDescription: 'Two teas' });
    }
  });

  it.each([
    ['101 goods', { goods: Array.from({ length: 101 }, () => goods) }],
    ['goods with a name of 257 characters', { goods: [{ ...goods, goodsName: long(257) }] }],
    ['goods with an id of 65 characters', { goods: [{ ...goods, referenceGoodsId: long(65) }] }],
    ['goods of no amount', { goods: [{ ...goods, goodsUnitAmount: { currency: 'HKD', value: '1.5' } }] }],
    ['goods that are none', { goods: ['tea'] }],
    ['a description of 257 characters', { orderDescription: long(257) }],
  ])('is refused with %s', async (_, over) => {
    const { body } = await ask('payments/pay', { ...orderPay, order: { ...largestOrder, ...over } });
    expect(body.result).toMatchObject({ resultStatus: 'F', resultCode: 'PARAM_ILLEGAL' });
    expect(commands.asked).toEqual([]);
  });

  it('may have goods by bare numbers, and goods of four fields', async () => {
    const four = {
      referenceGoodsId: 20261128,
      goodsName: 'Tea',
      goodsQuantity: 2,
      goodsUnitAmount: { currency: 'HKD', value: 7 },
    };
    const list = Array.from({ length: 100 }, () => four);
    const { body } = await ask('payments/pay', { ...orderPay, order: { ...orderPay.order, goods: list } });
    expect(body.result.resultStatus).toBe('U');
  });
});
