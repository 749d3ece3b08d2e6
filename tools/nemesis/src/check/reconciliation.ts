import type { ReportedPayment } from '../load/simulator';
import type { BookedOrder } from './evidence';

/** What a payment is worth to the merchant, as one line that both books must have: id, amount, currency, status. */
const line = (id: string, paid: bigint, refunded: bigint, paymentId: string): string =>
  `${id} HKD ${paid} paid as ${paymentId}, ${refunded} refunded`;

const ours = (orders: readonly BookedOrder[]): string[] =>
  orders
    .filter(({ state }) => state === 'PAID')
    .map(({ paymentRequestId, paid, refunded, paymentId }) =>
      line(paymentRequestId, paid, refunded, paymentId ?? 'none'),
    );

const theirs = (payments: readonly ReportedPayment[]): string[] =>
  payments
    .filter(({ status }) => status === 'paid')
    .map(({ paymentRequestId, paymentAmount, refundedAmount, paymentId }) =>
      line(
        paymentRequestId,
        BigInt(paymentAmount?.value ?? 0),
        BigInt(refundedAmount?.value ?? 0),
        paymentId ?? 'none',
      ),
    );

/** I16: what stands as paid in our books and in Alipay+'s is the same set; each line that only one of them has. */
export function reconcile(orders: readonly BookedOrder[], payments: readonly ReportedPayment[]): string[] {
  const [here, there] = [new Set(ours(orders)), new Set(theirs(payments))];
  const unknown = payments.filter(({ status }) => status === 'unknown');
  return [
    ...[...here].filter((each) => !there.has(each)).map((each) => `I16: only in our books: ${each}`),
    ...[...there].filter((each) => !here.has(each)).map((each) => `I16: only in Alipay+'s books: ${each}`),
    ...unknown.map(({ paymentRequestId }) => `I16: ${paymentRequestId} is unknown to Alipay+`),
  ];
}
