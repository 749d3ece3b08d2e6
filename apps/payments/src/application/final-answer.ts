import type { Answer } from '@wallet/contracts';
import type { PaidOrder, RefusedOrder } from '../domain/order';

/** The answer to every call about a final order: what is stored, the same for ever. */
export function finalAnswer(order: PaidOrder | RefusedOrder): Answer {
  if (order.state !== 'PAID') return { outcome: 'refused', refusal: order.refusal };
  const { paymentId, paidAt, customerId } = order;
  return { outcome: 'done', result: { kind: 'paid', paymentId, paidAt: paidAt.toISOString(), customerId } };
}
