import { isDone, type BookedPayment } from './booked-payment';

/** Ids of the wallet and of refunds belong to one payment each: a line for each that two payments have. */
export function sharedIds(payments: Iterable<BookedPayment>): string[] {
  const owners = new Map<string, string>();
  const found = new Set<string>();
  for (const { paymentRequestId, statements, refunds } of payments) {
    const done = refunds.filter(isDone);
    const ids = [
      ...statements.filter(isDone).map(({ paymentId }) => paymentId && `payment id ${paymentId}`),
      ...done.map(({ refundRequestId }) => `refund ${refundRequestId}`),
      ...done.map(({ refundId }) => refundId && `refund id ${refundId}`),
    ];
    for (const id of ids) {
      if (!id) continue;
      const owner = owners.get(id) ?? paymentRequestId;
      owners.set(id, owner);
      if (owner !== paymentRequestId) found.add(`${paymentRequestId}: has the ${id} of ${owner}`);
    }
  }
  return [...found];
}
