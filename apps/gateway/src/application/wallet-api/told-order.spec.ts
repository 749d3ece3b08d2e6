import type { OrderView } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { toldOrder } from './told-order';

const told = { customerId: '2160000000000002', walletName: 'Test Wallet' };
const order = {
  state: 'waiting',
  orderId: '7c0f1a52-3f0e-4c43-9a54-3f3a2f1f8f22',
  createdAt: '2026-03-02T03:04:05.000Z',
  expiresAt: '2026-03-02T03:19:05.000Z',
  paymentAmount: Money.of('JPY', '100'),
  payToAmount: Money.of('KRW', '1000'),
  debit: Money.of('KRW', '1000'),
  orderAmount: Money.of('JPY', '100'),
  quote: { quoteId: 'q', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' },
  merchantName: '東京ラーメン',
} as const satisfies OrderView;
const promo = (paymentPromoDetails: unknown) => ({ paymentPromoInfo: { paymentPromoDetails } as never });

describe('an order as the app shows it', () => {
  it('names the merchant as he does, and hides the account', () => {
    expect(toldOrder(order, told)).toMatchObject({ merchantName: '東京ラーメン', maskedAccount: '****0002' });
  });

  it.each<[boolean | undefined, string, Partial<typeof order> | object]>([
    [true, 'the price was converted', {}],
    [true, 'the price is in the money of the wallet', { orderAmount: order.payToAmount }],
    [false, 'something was taken off', { orderAmount: Money.of('JPY', '120') }],
    [false, 'something was taken off, as a promotion', promo([])],
    [false, 'something was added', { surchargeInfo: {} }],
    [undefined, 'nobody knows the price', { orderAmount: undefined }],
    [undefined, 'nobody knows what the wallet pays', { debit: undefined }],
  ])('may show the price in local money: %s, %s', (exact, _, over) => {
    expect(toldOrder({ ...order, ...over }, told).localAmountExact).toBe(exact);
  });

  it('shows the rate only where something is converted', () => {
    expect(toldOrder(order, told).quote).toEqual({ pair: 'JPY/KRW', price: '10.0000' });
    expect(toldOrder({ ...order, payToAmount: order.paymentAmount }, told)).not.toHaveProperty('quote');
    const quote = { ...order.quote, quoteUnit: '100' };
    expect(toldOrder({ ...order, quote }, told).quote).toMatchObject({ unit: '100' });
  });

  it.each([
    [
      [{ promoName: '滿10減1', savingsAmount: { currency: 'HKD', value: '100' } }],
      [{ name: '滿10減1', amount: { currency: 'HKD', value: '100' } }],
    ],
    [[{ promoName: 7, savingsAmount: { currency: 'HKD', value: '1' } }], [{ amount: { currency: 'HKD', value: '1' } }]],
    [[{ savingsAmount: { currency: 'HKD', value: '1.5' } }], []],
    [[{ promoId: 'P-1' }], undefined],
    ['none', undefined],
  ])('shows the discounts that it can read: %j', (details, discounts) => {
    expect(toldOrder({ ...order, ...promo(details) }, told).discounts).toEqual(discounts);
  });

  it('sends the user on after six seconds, where there is a page', () => {
    const redirectUrl = 'https://shop.example/done';
    expect(toldOrder({ ...order, redirectUrl }, told)).toMatchObject({ redirectUrl, redirectAfterSeconds: 6 });
    expect(toldOrder(order, told)).not.toHaveProperty('redirectAfterSeconds');
  });

  it('says only that the client SDK goes on', () => {
    const { orderId, createdAt } = order;
    const view = { state: 'handledBySdk', orderId, createdAt } as const;
    expect(toldOrder(view, told)).toEqual({ ...view, brandLine: 'Powered by Alipay+' });
  });

  it('says when it was taken back', () => {
    const cancelledAt = '2026-03-02T03:06:05.000Z';
    const view = { ...order, state: 'failed', refusal: 'OrderClosed', cancelledAt } as const;
    expect(toldOrder(view, told)).toMatchObject({ state: 'failed', cancelledAt, failure: { code: 'ORDER_IS_CLOSED' } });
  });
});
