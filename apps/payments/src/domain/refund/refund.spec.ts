import { Money } from '@wallet/money';
import { ordersByState, paidAt, verifiedOrder } from '../../../test/orders';
import type { Order } from '../order/order';
import { decideRefund, isSameRefund, type RefundRequest, type RefundTerms } from './refund';
import type { CustomerStatus } from '../wallet/wallet';

const hkd = (value: bigint) => Money.of('HKD', value);
const cny = (value: bigint) => Money.of('CNY', value);
const request: RefundRequest = {
  refundRequestId: 'r',
  paymentRequestId: 'p',
  paymentId: '1',
  terms: { refundAmount: hkd(100n), refundFromAmount: cny(90n) },
};
const lastMoment = new Date(paidAt.getTime() + 366 * 86_400_000);
const quote = { quoteId: 'q', quoteCurrencyPair: 'HKD/CNY', quotePrice: '0.9' };

/** HKD 1.00 for CNY 0.01. */
const tiny: Order = { ...verifiedOrder, terms: { ...verifiedOrder.terms, payToAmount: cny(1n) } };

/** HKD 1.00 and CNY 0.90, but for what is left. */
const allBut = (refundAmount: bigint, refundFromAmount: bigint): Order => ({
  ...verifiedOrder,
  refunded: { refundAmount: hkd(100n - refundAmount), refundFromAmount: cny(90n - refundFromAmount) },
});
const nothingFrom = (value: bigint) => ({ refundAmount: hkd(0n), refundFromAmount: cny(value) });

const half = { refundAmount: hkd(50n), refundFromAmount: cny(45n) };

interface Case {
  readonly order?: Order | undefined;
  readonly terms?: Partial<RefundTerms>;
  readonly paymentId?: string;
  readonly customerStatus?: CustomerStatus;
  readonly now?: Date;
}

function decide(of: Case) {
  const { terms, paymentId = '1', customerStatus = 'ACTIVE', now = lastMoment } = of;
  const asked = { ...request, paymentId, terms: { ...request.terms, ...terms } };
  const order = 'order' in of ? of.order : verifiedOrder;
  return decideRefund(asked, { order, customerStatus, time: { now, day: '2027-01-02' }, windowDays: 366 });
}

describe('a refund', () => {
  it.each<[string, Case]>([
    ['of all, to the last moment', {}],
    [
      'of a part whose settlement is less than a minor unit',
      { order: tiny, terms: { refundAmount: hkd(30n), refundFromAmount: cny(0n) } },
    ],
    [
      'of all to the user, by a quote that leaves a rest settled',
      { terms: { refundFromAmount: cny(89n), refundQuote: { ...quote, quotePrice: '0.89' } } },
    ],
    ['of a rest that is settled only', { order: allBut(0n, 1n), terms: nothingFrom(1n) }],
    [
      'of such a rest, whatever its quote says',
      { order: allBut(0n, 2n), terms: { ...nothingFrom(2n), refundQuote: quote } },
    ],
    ['of a part', { terms: { refundAmount: hkd(1n), refundFromAmount: cny(1n) } }],
    [
      'by a consistent quote, whatever became of it',
      { terms: { refundQuote: { ...quote, quoteExpiryTime: '2000-01-01T00:00:00Z' } } },
    ],
    ['to a frozen customer', { customerStatus: 'FROZEN' }],
  ])('succeeds %s', (_what, of) => {
    const refund = { state: 'SUCCEEDED', refundRequestId: 'r', decidedAt: lastMoment };
    expect(decide(of)).toMatchObject({ ...refund, refundId: expect.stringMatching(/^20270102\d{26}$/) as string });
  });

  const tooLate = new Date(lastMoment.getTime() + 1);
  const closed = { customerStatus: 'CLOSED', now: tooLate } as const;
  it.each<[string, string, Case]>([
    ['OrderNotFound', 'of an unknown payment', { order: undefined }],
    ['OrderNotFound', 'of another paymentId', { paymentId: '2', ...closed }],
    ['OrderNotFound', 'of an order that waits', { order: ordersByState.WAITING }],
    ['OrderNotFound', 'of one that failed', { order: ordersByState.FAILED }],
    ['OrderNotFound', 'of one that is closed', { order: ordersByState.CLOSED }],
    ['OrderClosed', 'of a cancelled payment', { order: ordersByState['CANCELLED paid'], ...closed }],
    ['OrderClosed', 'of an id cancelled before', { order: ordersByState['CANCELLED unknown'] }],
    ['AmountsInconsistent', 'in another currency', { terms: { refundAmount: cny(100n) }, ...closed }],
    ['AmountsInconsistent', 'from another currency', { terms: { refundFromAmount: hkd(90n) } }],
    ['AmountsInconsistent', 'of nothing', { terms: { refundAmount: hkd(0n) } }],
    ['AmountsInconsistent', 'of nothing at all', { terms: { refundAmount: hkd(0n), refundFromAmount: cny(0n) } }],
    ['AmountsInconsistent', 'of nothing of what is refunded', { order: allBut(0n, 0n), terms: nothingFrom(0n) }],
    ['AmountsInconsistent', 'of more than the rest', { order: allBut(0n, 1n), terms: nothingFrom(2n) }],
    ['AmountsInconsistent', 'of less than the rest', { order: allBut(0n, 2n), terms: nothingFrom(1n) }],
    [
      'AmountsInconsistent',
      'of nothing while something is left to the user',
      { order: allBut(1n, 1n), terms: nothingFrom(1n) },
    ],
    [
      'CustomerNotFound',
      'of a rest to a closed account',
      { order: allBut(0n, 1n), terms: nothingFrom(1n), customerStatus: 'CLOSED' },
    ],
    ['AmountsInconsistent', 'from nothing', { terms: { refundFromAmount: cny(0n) } }],
    [
      'AmountsInconsistent',
      'of a part that is worth more than nothing',
      { order: tiny, terms: { refundAmount: hkd(60n), refundFromAmount: cny(0n) } },
    ],
    [
      'AmountsInconsistent',
      'of a part by another quote',
      { terms: { ...half, refundQuote: { ...quote, quotePrice: '0.7' } } },
    ],
    ['RefundWindowExceeded', 'a moment too late', { ...closed, terms: { refundAmount: hkd(101n) } }],
    ['CustomerNotFound', 'to a closed account', { customerStatus: 'CLOSED', terms: { refundAmount: hkd(101n) } }],
    ['RefundAmountExceeded', 'of one minor unit too much', { terms: { refundAmount: hkd(101n) } }],
    ['RefundAmountExceeded', 'from one minor unit too much', { terms: { refundFromAmount: cny(91n) } }],
    [
      'RefundAmountExceeded',
      'over what is left',
      { order: { ...verifiedOrder, refunded: { refundAmount: hkd(1n), refundFromAmount: cny(0n) } } },
    ],
  ])('is refused %s %s', (refusal, _what, of) => {
    expect(decide(of)).toEqual(expect.objectContaining({ state: 'REFUSED', refusal }));
  });

  it('of one currency is of one sum', () => {
    const terms = { ...verifiedOrder.terms, payToAmount: hkd(100n) };
    const order = { ...verifiedOrder, terms, refunded: { refundAmount: hkd(0n), refundFromAmount: hkd(0n) } };
    expect(decide({ order, terms: { refundFromAmount: hkd(99n) } })).toMatchObject({ refusal: 'AmountsInconsistent' });
    expect(decide({ order, terms: { refundFromAmount: hkd(100n) } })).toMatchObject({ state: 'SUCCEEDED' });
  });
});

describe('a repeat of a refund', () => {
  const promo = { refundPromoDetails: [{ promoId: '1', refundAmount: { currency: 'HKD', value: '1' } }] };
  const first = { ...request, terms: { ...request.terms, refundPromoInfo: promo } };
  const withTerms = (terms: Partial<RefundTerms>): RefundRequest => ({ ...first, terms: { ...first.terms, ...terms } });

  it('is the same whatever the reason, the quote and the order of keys', () => {
    const turned = { refundPromoDetails: [{ refundAmount: { value: '1', currency: 'HKD' }, promoId: '1' }] };
    const again = { ...withTerms({ refundPromoInfo: turned, refundQuote: quote }), reason: 'other' };
    expect(isSameRefund(first, again)).toBe(true);
  });

  it.each<[string, RefundRequest]>([
    ['payment', { ...first, paymentRequestId: 'q' }],
    ['paymentId', { ...first, paymentId: '2' }],
    ['refundAmount', withTerms({ refundAmount: hkd(99n) })],
    ['refundFromAmount', withTerms({ refundFromAmount: cny(89n) })],
    ['promotion', withTerms({ refundPromoInfo: {} })],
    ['surcharge', withTerms({ surchargeInfo: {} })],
  ])('with another %s is another', (_what, again) => expect(isSameRefund(first, again)).toBe(false));
});
