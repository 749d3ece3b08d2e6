import { z } from 'zod';
import { defineTopic } from '../define-topic';
import { boundValuesSchema } from '../payments/settle-payment';

const schema = z.strictObject({
  paymentRequestId: z.string(),
  /** `order`: call 2, never a second code while one was sent; `resend`: sendOTP, a new code after the cool-down. */
  purpose: z.enum(['order', 'resend']),
  /** Adopted only by the step that decides to send; else the current id stays. */
  proposedVerifyRequestId: z.string(),
  bound: boundValuesSchema,
  /** E.164. */
  mobileNumber: z.string(),
  merchantName: z.string(),
  /** The record lives until this moment + 60 s; a code never outlives it. */
  orderExpiresAt: z.iso.datetime(),
});
export type SendOtp = z.infer<typeof schema>;

/** Issues a code and sends it. Answers unknown `awaiting-otp` with the id (order) or `otp-sent` (resend); never refuses. */
export const sendOtp = defineTopic<SendOtp>({
  name: 'otp.sending.command.v1',
  type: 'SendOtp',
  schema,
  keyOf: (command) => command.paymentRequestId,
  onDependencyFault: 'answer-unknown',
});
