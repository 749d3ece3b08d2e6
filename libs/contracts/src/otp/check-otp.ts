import { z } from 'zod';
import { defineTopic } from '../define-topic';
import { verifiedRequestSchema } from '../payments/settle-payment';
import { sealedSchema } from '../sealed';

const schema = verifiedRequestSchema.extend({
  verifyRequestId: z.string(),
  /** Sealed for this topic, type, key and correlation id. */
  sealedOtpCode: sealedSchema,
});
export type CheckOtp = z.infer<typeof schema>;

/** Checks the code against the order's record and always forwards what it found to payments. */
export const checkOtp = defineTopic<CheckOtp>({
  name: 'otp.check.command.v1',
  type: 'CheckOtp',
  schema,
  keyOf: (command) => command.paymentRequestId,
  onDependencyFault: 'answer-unknown',
});
