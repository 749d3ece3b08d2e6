import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({ orderId: ids.orderId, customerId: ids.customerId });
export type ShowOrderCommand = z.infer<typeof schema>;

/** Wallet app: one order of the customer, of any kind. Answered `scanned-order`, or refused `OrderNotFound`. */
export const showOrder = defineTopic<ShowOrderCommand>({
  name: 'payments.order-view.command.v1',
  type: 'ShowOrder',
  schema,
  keyOf: (command) => command.customerId,
});

const pageSchema = z.object({
  customerId: ids.customerId,
  /** Only what is older than this order of the customer; absent: from the newest on. */
  after: ids.orderId.optional(),
  limit: z.int().min(1).max(50),
});
export type ListOrdersCommand = z.infer<typeof pageSchema>;

/**
 * Wallet app: the customer's orders of all kinds, newest first, without those that the client SDK handled. Answered
 * `order-page`, or refused `OrderNotFound` when `after` is none of the customer's.
 */
export const listOrders = defineTopic<ListOrdersCommand>({
  name: 'payments.order-list.command.v1',
  type: 'ListOrders',
  schema: pageSchema,
  keyOf: (command) => command.customerId,
});
