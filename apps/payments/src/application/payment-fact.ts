import { echoedOf, type PaymentFact } from '@wallet/contracts';
import { isUndecided, type CancelledOrder, type Order, type PaidOrder, type RefusedOrder } from '../domain/order/order';
import type { Terms } from '../domain/order/terms';

/**
 * What the world is told of an order. Nothing of one that waits, of a tombstone, whose terms nobody knows, of one with which
 * the client SDK went on, which is not ours to tell of, and of one that was cancelled before it was paid.
 */
export function paymentFact(order: Order): PaymentFact | undefined {
  if (isUndecided(order) || !order.terms) return undefined;
  if (order.state === 'CANCELLED') return order.paymentId === undefined ? undefined : cancelled(order);
  return order.state === 'PAID' ? settled(order) : failed(order, order.terms);
}

function settled(order: PaidOrder): PaymentFact {
  const { paymentId, paidAt, customerId, terms } = order;
  const { referenceMerchantId, merchantName } = terms;
  const authorization = order.kind === 'EASY_PAY' ? order.authorization : undefined;
  return {
    fact: 'PaymentSettled',
    ...common(order, terms),
    paymentId,
    paidAt: paidAt.toISOString(),
    customerId,
    referenceMerchantId,
    merchantName,
    ...(authorization && { authorization }),
  };
}

function failed(order: RefusedOrder, terms: Terms): PaymentFact {
  const { refusal, refusedAt, customerId } = order;
  return {
    fact: 'PaymentFailed',
    ...common(order, terms),
    refusal,
    failedAt: refusedAt.toISOString(),
    ...(customerId !== undefined && { customerId }),
  };
}

function cancelled({ paymentRequestId, version, cancelledAt }: CancelledOrder): PaymentFact {
  return {
    fact: 'PaymentCancelled',
    paymentRequestId,
    orderVersion: version,
    cancelledAt: cancelledAt.toISOString(),
  };
}

function common({ paymentRequestId, version: orderVersion }: PaidOrder | RefusedOrder, terms: Terms) {
  const { acquirerId, paymentAmount, payToAmount, paymentNotifyUrl } = terms;
  return {
    paymentRequestId,
    orderVersion,
    acquirerId,
    paymentAmount,
    payToAmount,
    ...echoedOf(terms),
    ...(paymentNotifyUrl !== undefined && { paymentNotifyUrl }),
  };
}
