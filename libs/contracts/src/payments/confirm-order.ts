import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({ orderId: ids.orderId, customerId: ids.customerId });
export type ConfirmOrderCommand = z.infer<typeof schema>;
export type LeaveOrderCommand = ConfirmOrderCommand;

/**
 * Wallet app, after the payment factor was checked: pays a scanned order. Answered `scanned-order`: `succeeded`, `failed`, or
 * `waiting` with a refusal that is not final and told to nobody else, after which it may be confirmed again. An order that does
 * not wait for its user is answered as it is. Refused `OrderNotFound`, also for another customer's order.
 */
export const confirmOrder = defineTopic<ConfirmOrderCommand>({
  name: 'payments.confirmation.command.v1',
  type: 'ConfirmOrder',
  schema,
  keyOf: (command) => command.customerId,
});

/**
 * Wallet app: the user does not pay. A scanned order that waits is closed for good; every other is answered as it is.
 * Answered `scanned-order`, or refused `OrderNotFound`.
 */
export const leaveOrder = defineTopic<LeaveOrderCommand>({
  name: 'payments.leaving.command.v1',
  type: 'LeaveOrder',
  schema,
  keyOf: (command) => command.customerId,
});
