import { z } from 'zod';

/** Auth's and payments': what Alipay+ was to be told. */
export const noticesPath = '/operator/v1/notices';

const toldAgreementSchema = z.object({
  agreementId: z.string(),
  authClientId: z.string(),
  referenceAgreementId: z.string(),
  fact: z.string(),
});
export type ToldAgreement = z.output<typeof toldAgreementSchema>;

export const toldAgreementsSchema = z.object({
  agreements: z.array(toldAgreementSchema),
  next: z.string().optional(),
});

export const repairedAgreementsSchema = z.object({
  mended: z.array(toldAgreementSchema),
  underWay: z.array(toldAgreementSchema),
  lost: z.array(toldAgreementSchema),
});

/** In a page: its bindings fit into one question to notifier. */
export const agreementsAtOnce = 500;

/** By which notifier knows the notices of an agreement. */
export const subjectOf = ({ authClientId, referenceAgreementId }: ToldAgreement): string =>
  JSON.stringify([authClientId, referenceAgreementId]);
