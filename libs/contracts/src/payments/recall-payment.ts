import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({ paymentRequestId: ids.paymentRequestId });
export type RecallPaymentCommand = z.infer<typeof schema>;

/**
 * A pay whose Request-Time is stale: answers the stored final result (`paid` or its refusal), else unknown.
 * Nothing is stored or sent.
 */
export const recallPayment = defineTopic<RecallPaymentCommand>({
  name: 'payments.recall.command.v1',
  type: 'RecallPayment',
  schema,
  keyOf: (command) => command.paymentRequestId,
});
