import { z } from 'zod';
import { bindingSchema, scopesSchema } from '../auth/binding';
import { sealedSchema } from '../fields/sealed';
import { ids } from '../fields/ids';

/** Where the user returns to, with the code if consent was given; the gateway checks the host again. */
const returnFields = {
  authRedirectUrl: z.string(),
  authState: z.string(),
  /** Sealed for the answer. */
  sealedAuthCode: sealedSchema.optional(),
};

const agreementSchema = bindingSchema.extend({
  agreementId: ids.agreementId,
  /** The name that the user agreed to; of a first payment, the merchant's. */
  authClientName: z.string(),
  referenceMerchantId: z.string().optional(),
  scopes: scopesSchema,
  status: z.enum(['ACTIVE', 'CANCELLED']),
  madeAt: z.iso.datetime(),
  cancelledAt: z.iso.datetime().optional(),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** The results of the calls about codes, tokens and agreements. What is sealed is sealed for `answerPlace`. */
export const agreementResults = [
  z.object({ kind: z.literal('prepared'), verifyRequestId: z.string(), sealedAuthCode: sealedSchema }),
  z.object({ kind: z.literal('consent-requested'), consentId: z.string() }),
  z.object({
    kind: z.literal('consent-page'),
    status: z.enum(['open', 'given', 'refused', 'expired']),
    authClientName: z.string(),
    scopes: scopesSchema,
    /** Masked; of the session's customer, if there is one. */
    userLoginId: z.string().optional(),
    ...returnFields,
  }),
  z.object({ kind: z.literal('consent-decided'), decision: z.enum(['given', 'refused']), ...returnFields }),
  z.object({
    kind: z.literal('tokens'),
    /** JSON of `TokenPair`. */
    sealedTokens: sealedSchema,
    accessTokenExpiresAt: z.iso.datetime(),
    refreshTokenExpiresAt: z.iso.datetime(),
    customerId: ids.customerId,
    /** Masked: `852-***2345`. */
    userLoginId: z.string(),
  }),
  z.object({ kind: z.literal('token-cancelled') }),
  z.object({ kind: z.literal('verified') }),
  z.object({ kind: z.literal('agreements'), agreements: z.array(agreementSchema) }),
  z.object({
    kind: z.literal('unbinding'),
    authClientId: z.string(),
    referenceMerchantId: z.string().optional(),
    /** Absent: the agreement has ended already, and there is nothing to ask. */
    sealedAccessToken: sealedSchema.optional(),
  }),
  z.object({ kind: z.literal('agreement-revoked') }),
] as const;
