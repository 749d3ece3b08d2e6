import { z } from 'zod';
import { identifyPayerSchema } from '../auth/identify-payer';
import { defineTopic } from '../topic/define-topic';
import { customerLookupSchema, identifiedCustomerSchema, purchaseAdditions } from '../fields/purchase';

const schema = identifyPayerSchema.extend({
  /** As Alipay+ sent it: one of the key parameters that a repeat must match. */
  lookup: customerLookupSchema,
  customer: identifiedCustomerSchema.nullable(),
});
export type OpenOrderCommand = z.infer<typeof schema>;

/** Opens an order that waits for its OTP and forwards to otp; a final order is answered here. */
export const openOrder = defineTopic<OpenOrderCommand>({
  name: 'payments.order.command.v1',
  type: 'OpenOrder',
  schema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.paymentRequestId,
  additions: purchaseAdditions,
});
