import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { verificationSchema } from '../fields/bound-values';
import { ids } from '../fields/ids';

export const authorizationSchema = z.object({
  authClientId: z.string(),
  authState: z.string(),
  referenceAgreementId: ids.referenceAgreementId,
});
export type Authorization = z.infer<typeof authorizationSchema>;

/** What call 3 says beside the code. */
export const verifiedRequestSchema = z.object({
  paymentRequestId: ids.paymentRequestId,
  /** Present when call 3 repeats the amounts; they must equal the order's. */
  paymentAmount: moneySchema.optional(),
  payToAmount: moneySchema.optional(),
  /** Given when the user agreed to bind; stored with the settlement and put into its fact. */
  authorization: authorizationSchema.optional(),
});

const schema = verifiedRequestSchema.extend({
  verification: verificationSchema,
});
export type SettlePaymentCommand = z.infer<typeof schema>;

/** The one decision point of a verify-and-pay; waits for Postgres, because its truth goes out by notifyPayment. */
export const settlePayment = defineTopic<SettlePaymentCommand>({
  name: 'payments.settlement.command.v1',
  type: 'SettlePayment',
  schema,
  keyOf: (command) => command.paymentRequestId,
  outlivesItsDeadline: () => true,
  onDependencyFault: 'wait',
});
