import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { ids } from './ids';

/** What the code of an order was issued for; payments compares it with its order and treats a difference as a fault. */
export const boundValuesSchema = z.object({
  amount: moneySchema,
  referenceMerchantId: z.string(),
  customerId: ids.customerId,
});
export type BoundValues = z.infer<typeof boundValuesSchema>;

/** What the code of an authCode was issued for; auth compares it in the same way. */
export const authCodeBoundSchema = z.object({
  authClientId: z.string(),
  referenceAgreementId: ids.referenceAgreementId,
  customerId: ids.customerId,
});
export type AuthCodeBound = z.infer<typeof authCodeBoundSchema>;

/** What the code of an access token was issued for. */
export const tokenBoundSchema = z.object({ agreementId: ids.agreementId, customerId: ids.customerId });
export type TokenBound = z.infer<typeof tokenBoundSchema>;

/**
 * What otp found: `accepted` (right code), `wrong` (also expired, stale or foreign id; tries are left), `exhausted`
 * (no tries are left), `unavailable` (no record of this subject, or Redis unreachable: nothing was counted).
 */
const verificationOf = <Bound extends z.ZodType>(bound: Bound) =>
  z.discriminatedUnion('verdict', [
    z.object({ verdict: z.literal('accepted'), verifyRequestId: z.string(), bound }),
    z.object({ verdict: z.literal('wrong') }),
    z.object({ verdict: z.literal('exhausted') }),
    z.object({ verdict: z.literal('unavailable') }),
  ]);

export const verificationSchema = verificationOf(boundValuesSchema);
export type Verification = z.infer<typeof verificationSchema>;

export const codeVerificationSchema = verificationOf(authCodeBoundSchema);
export type CodeVerification = z.infer<typeof codeVerificationSchema>;
