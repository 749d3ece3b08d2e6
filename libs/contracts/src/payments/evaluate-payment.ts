import { z } from 'zod';
import { evaluateCustomerSchema } from '../auth/evaluate-customer';
import { defineTopic } from '../topic/define-topic';
import { tokenRefusalSchema } from './pay-by-token';
import { identifiedCustomerSchema, purchaseAdditions } from '../fields/purchase';

const schema = evaluateCustomerSchema.extend({
  customer: identifiedCustomerSchema.nullable(),
  /** Why there is no customer, when it was named by an access token. */
  tokenRefusal: tokenRefusalSchema.optional(),
});
export type EvaluatePaymentCommand = z.infer<typeof schema>;

/** Would a payment be accepted? Stores nothing. Answered `evaluated`, refused or unknown. */
export const evaluatePayment = defineTopic<EvaluatePaymentCommand>({
  name: 'payments.evaluation.command.v1',
  type: 'EvaluatePayment',
  schema,
  keyOf: (command) => command.paymentRequestId,
  additions: purchaseAdditions,
});
