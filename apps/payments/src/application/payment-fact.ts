import type { PaymentFact } from '@wallet/contracts';
import type { Order } from '../domain/order';

/** What the world is told of an order. Nothing of one that waits, and nothing of a tombstone: nobody knows its terms. */
export function paymentFact(order: Order): PaymentFact | undefined {
  if (order.state === 'WAITING_FOR_OTP' || !order.terms) return undefined;
  const { paymentRequestId, customerId, version: orderVersion } = order;
  const { acquirerId, paymentAmount, payToAmount } = order.terms;
  const common = { paymentRequestId, orderVersion, acquirerId, paymentAmount, payToAmount };
  if (order.state === 'PAID') {
    const { paymentId, paidAt, terms } = order;
    const paid = { paymentId, paidAt: paidAt.toISOString(), customerId: order.customerId };
    const merchant = { referenceMerchantId: terms.referenceMerchantId, merchantName: terms.merchantName };
    const authorization = order.kind === 'EASY_PAY' ? order.authorization : undefined;
    return { fact: 'PaymentSettled', ...common, ...paid, ...merchant, ...(authorization && { authorization }) };
  }
  const failed = { refusal: order.refusal, failedAt: order.refusedAt.toISOString() };
  return { fact: 'PaymentFailed', ...common, ...failed, ...(customerId !== undefined && { customerId }) };
}
