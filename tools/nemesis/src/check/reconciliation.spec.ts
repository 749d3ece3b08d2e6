import type { ReportedPayment } from '../load/simulator';
import type { BookedOrder } from './evidence';
import { reconcile } from './reconciliation';

const order = (over: Partial<BookedOrder> = {}): BookedOrder => ({
  paymentRequestId: 'a',
  state: 'PAID',
  paymentId: 'p',
  paid: 100n,
  reversed: 0n,
  refunded: 25n,
  ...over,
});
const hkd = (value: string) => ({ currency: 'HKD', value });
const payment = (over: Partial<ReportedPayment> = {}): ReportedPayment => ({
  paymentRequestId: 'a',
  status: 'paid',
  paymentId: 'p',
  paymentAmount: hkd('100'),
  refundedAmount: hkd('25'),
  ...over,
});

const line = 'a HKD 100 paid as p, 25 refunded';

describe('our books and those of Alipay+', () => {
  it('agree', () => {
    const cancelled = order({ paymentRequestId: 'b', state: 'CANCELLED', reversed: 100n });
    expect(
      reconcile([order(), cancelled], [payment(), payment({ paymentRequestId: 'b', status: 'cancelled' })]),
    ).toEqual([]);
  });

  it.each([
    ['only we have', [order()], [], [`I16: only in our books: ${line}`]],
    ['only they have', [], [payment()], [`I16: only in Alipay+'s books: ${line}`]],
    ['they call unknown', [], [payment({ status: 'unknown' })], ['I16: a is unknown to Alipay+']],
    ['they refused', [order()], [payment({ status: 'refused' })], [`I16: only in our books: ${line}`]],
    ['we cancelled', [order({ state: 'CANCELLED' })], [payment()], [`I16: only in Alipay+'s books: ${line}`]],
  ])('differ in what %s', (_, orders, payments, found) => expect(reconcile(orders, payments)).toEqual(found));

  it.each([
    ['amount', payment({ paymentAmount: hkd('101') })],
    ['refunds', payment({ refundedAmount: hkd('50') })],
    ['payment id', payment({ paymentId: 'q' })],
  ])('differ in the %s', (_, other) => expect(reconcile([order()], [other])).toHaveLength(2));
});
