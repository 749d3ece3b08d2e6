import { z } from 'zod';
import { moment } from './fields';

/** No token, sealed or not. */
export const agreement = z.object({
  agreementId: z.string(),
  authClientId: z.string(),
  referenceAgreementId: z.string(),
  authClientName: z.string(),
  referenceMerchantId: z.string().nullish(),
  customerId: z.string().optional(),
  userLoginId: z.string().nullish(),
  scopes: z.array(z.string()),
  status: z.string(),
  origin: z.string().optional(),
  generation: z.number().optional(),
  cancelReason: z.string().nullish(),
  accessTokenExpiresAt: moment.optional(),
  refreshTokenExpiresAt: moment.optional(),
  madeAt: moment,
  cancelledAt: moment.optional(),
});
export type Agreement = z.output<typeof agreement>;

const toldAgreement = z.object({
  agreementId: z.string(),
  authClientId: z.string(),
  referenceAgreementId: z.string(),
  fact: z.string(),
});
export type ToldAgreement = z.output<typeof toldAgreement>;

export const toldAgreements = z.object({ agreements: z.array(toldAgreement), next: z.string().optional() });

export const repairedAgreements = z.object({
  /** What is told again, or would be. */
  mended: z.array(toldAgreement),
  /** Left alone: a later run finds them told. */
  underWay: z.array(toldAgreement),
  /** Of which no copy is left. */
  lost: z.array(toldAgreement),
});
export type RepairedAgreements = z.output<typeof repairedAgreements>;
