import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({
  paymentRequestId: ids.paymentRequestId,
  /** The call was stale: answered by what is stored, else unknown; nothing is changed. */
  readOnly: z.boolean(),
});
export type CancelPaymentCommand = z.infer<typeof schema>;

/**
 * cancelPayment: closes the order whatever its state is, and gives back what is left of a payment. Answered `cancelled`,
 * refused `CancelWindowExceeded`, or unknown. An id that nobody knows is remembered as cancelled.
 */
export const cancelPayment = defineTopic<CancelPaymentCommand>({
  name: 'payments.cancellation.command.v1',
  type: 'CancelPayment',
  schema,
  keyOf: (command) => command.paymentRequestId,
});
