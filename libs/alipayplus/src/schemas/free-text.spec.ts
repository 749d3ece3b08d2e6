import { parsePay } from './parse-pay';
import { parsePrepare } from './prepare';
import { parseRefund } from './refund';

const card = '4001202611280010';
const amount = { currency: 'HKD', value: '20' };
const parties = { acquirerId: card, pspId: card };

const order = {
  ...parties,
  order: {
    referenceOrderId: card,
    orderDescription: `Order ${card}`,
    orderAmount: amount,
    merchant: {
      referenceMerchantId: card,
      merchantName: `Shop ${card}`,
      merchantDisplayName: 'Shop 4001-2026-1128-0010',
    },
    goods: [{ referenceGoodsId: card, goodsName: card }],
  },
  paymentRequestId: card,
  paymentAmount: amount,
  payToAmount: amount,
  paymentMethod: { paymentMethodType: 'ALIPAY_HK', paymentMethodId: card },
  paymentFactor: { isEasyPayScenario: 'true' },
  paymentNotifyUrl: `https://a.example/?id=${card}`,
  paymentPromoInfo: {
    paymentPromoDetails: [
      { promoId: card, promoCode: card, promoName: `Points of ${card}`, names: [card], savingsAmount: { value: card } },
    ],
  },
};
const refund = {
  ...parties,
  paymentRequestId: card,
  paymentId: card,
  refundRequestId: card,
  refundAmount: amount,
  refundFromAmount: amount,
  refundReason: `Return of order ${card}`,
};
const prepare = {
  ...parties,
  authClientId: card,
  referenceAgreementId: card,
  referenceMerchantId: card,
  authClientName: `Shop ${card}`,
  authClientDisplayName: `Shop ４００１２０２６１１２８００１０`,
  authRedirectUrl: `https://a.example/?s=${card}`,
  authState: card,
  scopes: ['AGREEMENT_PAY'],
};

describe('digits that look like a card', () => {
  it('leave the free texts of a pay, and no id, code or address', () => {
    expect(parsePay(order)).toMatchObject({
      ok: true,
      value: {
        ...parties,
        order: {
          referenceOrderId: card,
          orderDescription: 'Order 0010',
          merchant: { referenceMerchantId: card, merchantName: 'Shop 0010', merchantDisplayName: 'Shop 0010' },
          goods: [{ referenceGoodsId: card, goodsName: '0010' }],
        },
        paymentRequestId: card,
        paymentMethod: { payer: { paymentMethodId: card } },
        paymentNotifyUrl: order.paymentNotifyUrl,
        paymentPromoInfo: {
          paymentPromoDetails: [
            {
              promoId: card,
              promoCode: card,
              promoName: 'Points of 0010',
              names: ['0010'],
              savingsAmount: { value: card },
            },
          ],
        },
      },
    });
  });

  it('leave the reason of a refund, and no id', () => {
    expect(parseRefund(refund)).toMatchObject({
      ok: true,
      value: {
        ...parties,
        paymentRequestId: card,
        paymentId: card,
        refundRequestId: card,
        refundReason: 'Return of order 0010',
      },
    });
  });

  it('leave the names of a prepare, and no id, state or address', () => {
    const { authClientId, referenceAgreementId, authRedirectUrl, authState } = prepare;
    expect(parsePrepare(prepare)).toMatchObject({
      ok: true,
      value: {
        authClientId,
        referenceAgreementId,
        authRedirectUrl,
        authState,
        authClientName: 'Shop 0010',
        authClientDisplayName: 'Shop 0010',
      },
    });
  });
});
