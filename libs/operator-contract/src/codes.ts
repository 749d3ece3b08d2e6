import { z } from 'zod';
import { moment, oneOf } from './fields';
import { noteFields } from './operator-note';

/** `allow` and `block` count by the gateway's CODE_FILTER; `local` always. */
const lists = ['allow', 'block', 'local'] as const;

const text = (max: number) =>
  z.string('must be text').min(1, 'must not be empty').max(max, `must not be longer than ${max}`);

const emvMatchRule = z.union([
  z.strictObject({ extendedMerchantTag: text(2), extendedMerchantValue: text(512).optional() }),
  z.strictObject({ primitiveMerchant: z.literal(true), primitiveMerchantTag: text(2) }),
]);

/** As a rule of Alipay+ says it. */
const pattern = z.discriminatedUnion(
  'matchMethod',
  [
    z.strictObject({ matchMethod: z.literal('PREFIX'), prefix: text(512) }),
    z.strictObject({ matchMethod: z.literal('REGEX'), regex: text(512) }),
    z.strictObject({
      matchMethod: z.literal('EMVCO'),
      emvMatchRules: z.array(emvMatchRule).min(1, 'must not be empty').max(8, 'must be 8 at most'),
    }),
  ],
  'must say PREFIX, REGEX or EMVCO as matchMethod',
);
export type CodePattern = z.output<typeof pattern>;

const codeEntry = z.object({
  codeId: z.string(),
  list: z.enum(lists),
  pattern,
  addedAt: moment,
  addedBy: z.string(),
  addReason: z.string(),
});
export type CodeEntry = z.output<typeof codeEntry>;

export const codeAddition = z.strictObject({ list: oneOf(lists), pattern, ...noteFields });

/** `repeated`: it was so before. */
export const changedCode = z.object({ entry: codeEntry, repeated: z.boolean() });

export const codeBook = z.object({
  /** Of Alipay+; absent: none were ever pulled. */
  rules: z.object({ version: z.string(), pulledAt: moment }).optional(),
  entries: z.array(codeEntry),
});
export type CodeBook = z.output<typeof codeBook>;
