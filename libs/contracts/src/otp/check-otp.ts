import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';
import { verifiedRequestSchema } from '../payments/settle-payment';
import { sealedSchema } from '../fields/sealed';
import { tokenBoundSchema } from '../fields/bound-values';
import { otpSubjectId } from './subject';

const code = {
  verifyRequestId: z.string(),
  /** Sealed for this topic, type, key and correlation id. */
  sealedOtpCode: sealedSchema,
};

const schema = z.discriminatedUnion('subject', [
  verifiedRequestSchema.extend({ subject: z.literal('order'), ...code }),
  z.object({
    subject: z.literal('auth-code'),
    authCodeHash: keyedHashSchema,
    authClientId: z.string(),
    /** For auth: see `IssueTokens`. */
    callFingerprint: keyedHashSchema.optional(),
    ...code,
  }),
  z.object({
    subject: z.literal('access-token'),
    accessTokenHash: keyedHashSchema,
    bound: tokenBoundSchema,
    ...code,
  }),
]);
export type CheckOtpCommand = z.infer<typeof schema>;

/**
 * Checks the code against its subject's record. Of an order it always forwards what it found to payments, of an authCode
 * to auth; of an access token it answers: `verified`, unknown `otp-wrong`, or refused `CodeInvalid` without tries left.
 * An order's is checked late or not, because payments is the one decision point; another stale one costs no try.
 */
export const checkOtp = defineTopic<CheckOtpCommand>({
  name: 'otp.check.command.v1',
  type: 'CheckOtp',
  schema,
  restsOn: ['token-hash', 'seal'],
  additions: ['callFingerprint'],
  keyOf: otpSubjectId,
  outlivesItsDeadline: ({ subject }) => subject === 'order',
});
