import { z } from 'zod';
import { resolvePayerSchema } from '../auth/resolve-payer';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';
import { purchaseAdditions } from '../fields/purchase';

/** Why a token does not pay: stored with the order. */
export const tokenRefusalSchema = z.enum(['TokenExpired', 'TokenInvalid']);
export type TokenRefusal = z.infer<typeof tokenRefusalSchema>;

const schema = resolvePayerSchema.extend({
  payer: z.discriminatedUnion('token', [
    z.object({
      token: z.literal('valid'),
      agreementId: ids.agreementId,
      customerId: ids.customerId,
      /** Of the agreement; absent: it was made without one. */
      referenceMerchantId: z.string().optional(),
    }),
    z.object({ token: z.literal('refused'), refusal: tokenRefusalSchema }),
  ]),
});
export type PayByTokenCommand = z.infer<typeof schema>;

/** Agreement payment: opens, decides and settles the order in one transaction. Answered `paid`, refused or unknown. */
export const payByToken = defineTopic<PayByTokenCommand>({
  name: 'payments.token-payment.command.v1',
  type: 'PayByToken',
  schema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.paymentRequestId,
  additions: [...purchaseAdditions, 'payer.referenceMerchantId'],
});
