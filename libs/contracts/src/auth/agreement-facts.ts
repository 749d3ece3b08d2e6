import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { sealedSchema, type SealPlace } from '../fields/sealed';
import { bindingKey, bindingSchema, scopesSchema } from './binding';
import { ids } from '../fields/ids';

const common = bindingSchema.extend({
  /** Of this fact; the correlation id of its seals. */
  factId: z.uuid(),
  referenceMerchantId: z.string().optional(),
});

const agreementFactSchema = z.discriminatedUnion('fact', [
  common.extend({
    fact: z.literal('AuthCodeCreated'),
    authState: z.string(),
    sealedAuthCode: sealedSchema,
  }),
  common.extend({
    fact: z.literal('TokenCreated'),
    customerId: ids.customerId,
    /** Masked: `852-***2345`. */
    userLoginId: z.string(),
    scopes: scopesSchema,
    /** JSON of `TokenPair`. */
    sealedTokens: sealedSchema,
    accessTokenExpiresAt: z.iso.datetime(),
    refreshTokenExpiresAt: z.iso.datetime(),
  }),
  common.extend({
    fact: z.literal('TokenCancelled'),
    customerId: ids.customerId,
    sealedAccessToken: sealedSchema,
  }),
]);
export type AgreementFact = z.infer<typeof agreementFactSchema>;

/** What a `sealedTokens` holds. */
export const tokenPairSchema = z.object({ accessToken: z.string(), refreshToken: z.string() });
export type TokenPair = z.infer<typeof tokenPairSchema>;

/** What Alipay+ is to be told of an agreement by authNotify, in order. An agreement made by applyToken was answered instead. */
export const agreementFacts = defineTopic<AgreementFact>({
  name: 'auth.agreement.fact.v1',
  type: 'AgreementFact',
  schema: agreementFactSchema,
  restsOn: ['seal'],
  keyOf: bindingKey,
  carriesSecrets: true,
});

/** Where the seals of an agreement fact belong. */
export const agreementFactPlace = (
  fact: Pick<AgreementFact, 'authClientId' | 'referenceAgreementId' | 'factId'>,
): SealPlace => ({
  topic: agreementFacts.name,
  type: agreementFacts.type,
  key: bindingKey(fact),
  correlationId: fact.factId,
});
