import type { Entry } from '../load/entry';
import { answerChecks } from './answer-checks';
import type { BookedOrder, BookedRefund, Disturbance, Evidence, Notice } from './evidence';
import { groupedBy } from './grouped-by';
import { paymentChecks } from './payment-checks';
import { refundChecks } from './refund-checks';

/** Our books, and what Alipay+ was told by payment. */
export interface Records {
  readonly orders: readonly BookedOrder[];
  readonly refunds: readonly BookedRefund[];
  readonly notices: ReadonlyMap<string, readonly Notice[]>;
  readonly disturbances: readonly Disturbance[];
}

const checks = [...paymentChecks, ...refundChecks, ...answerChecks];

/** Each line names a payment of which two things are known that cannot both be true. */
export function judge(entries: readonly Entry[], { orders, refunds, notices, disturbances }: Records): string[] {
  const heard = groupedBy(entries, ({ paymentRequestId }) => paymentRequestId);
  const booked = new Map(orders.map((order) => [order.paymentRequestId, order]));
  const returned = groupedBy(refunds, ({ paymentRequestId }) => paymentRequestId);
  const ids = new Set([...heard.keys(), ...booked.keys()]);
  return [...ids].flatMap((paymentRequestId) => {
    const evidence: Evidence = {
      paymentRequestId,
      entries: heard.get(paymentRequestId) ?? [],
      order: booked.get(paymentRequestId),
      refunds: returned.get(paymentRequestId) ?? [],
      notices: notices.get(paymentRequestId) ?? [],
      disturbances,
    };
    return checks.flatMap((check) => check(evidence)).map((violation) => `${paymentRequestId}: ${violation}`);
  });
}
