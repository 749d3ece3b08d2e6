import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { customerLookupSchema, purchaseAdditions, purchaseSchema } from '../fields/purchase';
import { ids } from '../fields/ids';

export const evaluateCustomerSchema = z.object({
  paymentRequestId: ids.paymentRequestId,
  purchase: purchaseSchema,
  customer: customerLookupSchema,
});
export type EvaluateCustomerCommand = z.infer<typeof evaluateCustomerSchema>;

/** First step of an evaluation: who is it? */
export const evaluateCustomer = defineTopic<EvaluateCustomerCommand>({
  name: 'auth.evaluation.command.v1',
  type: 'EvaluateCustomer',
  schema: evaluateCustomerSchema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.paymentRequestId,
  additions: purchaseAdditions,
});
