import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';
import { purchaseAdditions, purchaseSchema } from '../fields/purchase';
import { ids } from '../fields/ids';

export const resolvePayerSchema = z.object({
  paymentRequestId: ids.paymentRequestId,
  accessTokenHash: keyedHashSchema,
  purchase: purchaseSchema,
  /** ISO 8601, UTC; absent: payments applies its own default. */
  paymentExpiryTime: z.iso.datetime().optional(),
  acquirerId: z.string(),
  /** Where Alipay+ wants the result notified; absent: the agreed address. */
  paymentNotifyUrl: z.string().optional(),
});
export type ResolvePayerCommand = z.infer<typeof resolvePayerSchema>;

/** First step of an agreement payment: whose token is it? Always forwarded to payments, which decides. */
export const resolvePayer = defineTopic<ResolvePayerCommand>({
  name: 'auth.token-payment.command.v1',
  type: 'ResolvePayer',
  schema: resolvePayerSchema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.paymentRequestId,
  additions: purchaseAdditions,
});
