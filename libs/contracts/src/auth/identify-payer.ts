import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { customerLookupSchema, purchaseAdditions, purchaseSchema } from '../fields/purchase';
import { ids } from '../fields/ids';

export const identifyPayerSchema = z.object({
  paymentRequestId: ids.paymentRequestId,
  purchase: purchaseSchema,
  customer: customerLookupSchema,
  /** ISO 8601, UTC; absent: payments applies its own default. */
  paymentExpiryTime: z.iso.datetime().optional(),
  acquirerId: z.string(),
  /** Where Alipay+ wants the result notified; absent: the agreed address. */
  paymentNotifyUrl: z.string().optional(),
});
export type IdentifyPayerCommand = z.infer<typeof identifyPayerSchema>;

/** First step of an Easy Pay order: who is it? */
export const identifyPayer = defineTopic<IdentifyPayerCommand>({
  name: 'auth.order.command.v1',
  type: 'IdentifyPayer',
  schema: identifyPayerSchema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.paymentRequestId,
  additions: purchaseAdditions,
});
