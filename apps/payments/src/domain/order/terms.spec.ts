import { Money } from '@wallet/money';
import { terms } from '../../../test/orders';
import { isSameOrder, type Terms } from './terms';

const surchargeInfo = { surchargeAmount: { currency: 'HKD', value: '5' }, of: [1, null, { deep: true }] };
const ordered: Terms = { ...terms, surchargeInfo, paymentPromoInfo: { promoId: '1' } };
const quote = { quoteId: 'q', quoteCurrencyPair: 'HKD/CNY', quotePrice: '0.9' };

describe('a repeat of an order', () => {
  it.each<[string, Partial<Terms>]>([
    ['exactly', {}],
    [
      'with keys in another order',
      { surchargeInfo: { of: [1, null, { deep: true }], surchargeAmount: { value: '5', currency: 'HKD' } } },
    ],
    ['with another text of the merchant', { merchantName: 'Other', referenceMerchantId: 'n' }],
    ['with another quote and address', { paymentQuote: quote, paymentNotifyUrl: 'https://other.example' }],
  ])('agrees %s', (_how, over) => expect(isSameOrder(ordered, { ...ordered, ...over })).toBe(true));

  it.each<[string, Partial<Terms>]>([
    ['paymentAmount', { paymentAmount: Money.of('HKD', 101n) }],
    ['payToAmount', { payToAmount: Money.of('HKD', 90n) }],
    ['paymentMethodType', { paymentMethodType: 'ALIPAY_CN' }],
    ['lookup', { lookup: { by: 'accessToken', accessTokenHash: '852-52412345' } }],
    ['surchargeInfo', { surchargeInfo: { ...surchargeInfo, of: [null, 1, { deep: true }] } }],
    ['no surchargeInfo', { surchargeInfo: undefined }],
    ['paymentPromoInfo', { paymentPromoInfo: { promoId: '2' } }],
    ['no paymentPromoInfo', { paymentPromoInfo: undefined }],
  ])('differs with another %s', (_what, over) => expect(isSameOrder(ordered, { ...ordered, ...over })).toBe(false));
});
