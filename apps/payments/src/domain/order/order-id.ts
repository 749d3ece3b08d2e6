import { createHash } from 'node:crypto';
import type { OrderId, PaymentRequestId } from '@wallet/kernel';

/**
 * Names an order to its customer, as `payments.order_id` of the database does: a UUID (version 8) made of the id of Alipay+, so
 * that orders of every kind and age have one, and a repeat has the same. Nothing rests on its being hard to guess.
 */
export function orderIdOf(paymentRequestId: PaymentRequestId): OrderId {
  const hex = createHash('md5').update(paymentRequestId).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
