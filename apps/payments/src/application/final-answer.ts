import type { Answer } from '@wallet/contracts';
import type { FinalOrder } from '../domain/order/order';

/** The answer to every call about a final order: what is stored, the same for ever unless it is cancelled. */
export function finalAnswer(order: FinalOrder): Answer {
  if (order.state === 'CANCELLED') return { outcome: 'refused', refusal: 'OrderClosed' };
  if (order.state !== 'PAID') return { outcome: 'refused', refusal: order.refusal };
  const { paymentId, paidAt, customerId } = order;
  return { outcome: 'done', result: { kind: 'paid', paymentId, paidAt: paidAt.toISOString(), customerId } };
}
