import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';
import { sealedSchema } from '../fields/sealed';
import { authCodeBoundSchema, boundValuesSchema, tokenBoundSchema } from '../fields/bound-values';
import { otpSubjectId } from './subject';
import { ids } from '../fields/ids';

const common = {
  /** Adopted only by the step that decides to send; else the current id stays. */
  proposedVerifyRequestId: z.string(),
  /** E.164. */
  mobileNumber: z.string(),
  /** The record lives until this moment + 60 s; a code never outlives it. */
  expiresAt: z.iso.datetime(),
};

const schema = z.discriminatedUnion('subject', [
  z.object({
    subject: z.literal('order'),
    paymentRequestId: ids.paymentRequestId,
    /** `first`: never a second code while one was sent (call 2); `resend`: a new code after the cool-down (sendOTP). */
    purpose: z.enum(['first', 'resend']),
    bound: boundValuesSchema,
    merchantName: z.string(),
    ...common,
  }),
  z.object({
    subject: z.literal('auth-code'),
    authCodeHash: keyedHashSchema,
    purpose: z.literal('first'),
    bound: authCodeBoundSchema,
    authClientName: z.string(),
    /** For the answer: sealed for the answers topic and this correlation id. */
    sealedAuthCode: sealedSchema,
    ...common,
  }),
  z.object({
    subject: z.literal('access-token'),
    accessTokenHash: keyedHashSchema,
    /** As `resend`, but a code that was verified already makes room for a new one. */
    purpose: z.literal('challenge'),
    bound: tokenBoundSchema,
    ...common,
  }),
]);
export type SendOtpCommand = z.infer<typeof schema>;

/**
 * Issues a code and sends it. Answers: an order's first code unknown `awaiting-otp` with the id, a resend or a challenge
 * `otp-sent`, an authCode `prepared`; unknown when the code is throttled or could not be sent. Of a resend or a challenge
 * refused `CodeNotSendable` when no code can be sent for a reason that lasts.
 */
export const sendOtp = defineTopic<SendOtpCommand>({
  name: 'otp.sending.command.v1',
  type: 'SendOtp',
  schema,
  restsOn: ['token-hash', 'seal'],
  keyOf: otpSubjectId,
});
