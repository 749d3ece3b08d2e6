import { z } from 'zod';
import { literalOf } from '../../json/number-literal';
import { text } from '../../schemas/fields';

/** One rule of inquiryCodeRules. What is not known here is passed over: a newer rule set stays readable. */

const truth = z
  .union([z.boolean(), z.literal('true').transform(() => true), z.literal('false').transform(() => false)])
  .default(false);

const emvMatchRule = z.object({
  primitiveMerchant: truth,
  primitiveMerchantTag: text(2).optional(),
  extendedMerchantTag: text(2).optional(),
  extendedMerchantValue: text(2100).optional(),
});
export type EmvMatchRule = z.output<typeof emvMatchRule>;

const wholeNumber = z.preprocess((json) => Number(literalOf(json) ?? json), z.int());

export const codeMatchPattern = z.discriminatedUnion('matchMethod', [
  z.object({ matchMethod: z.literal('PREFIX'), prefix: text(2048), priority: wholeNumber.optional() }),
  z.object({ matchMethod: z.literal('REGEX'), regex: text(2048), priority: wholeNumber.optional() }),
  z.object({
    matchMethod: z.literal('EMVCO'),
    emvMatchRules: z.array(emvMatchRule).min(1).max(64),
    priority: wholeNumber.optional(),
  }),
]);
export type CodeMatchPattern = z.output<typeof codeMatchPattern>;

const postCodeMatchAction = z.object({
  postCodeMatchActionType: z.enum(['DECODE', 'OPEN_URL']),
  urlConstructionMethod: z.enum(['USE_DIRECTLY', 'CONSTRUCT_DYNAMIC_URL', 'EXTRACT_URL_FROM_EMVCODE']).optional(),
  dynamicUrlExpression: text(2048).optional(),
  emvUrlTag: text(16).optional(),
  userAgent: text(256).optional(),
});
export type PostCodeMatchAction = z.output<typeof postCodeMatchAction>;

export const codeRule = z.object({
  codeMatchPattern,
  postCodeMatchAction,
  extendInfo: text(65_536).optional(),
});
export type CodeRule = z.output<typeof codeRule>;
