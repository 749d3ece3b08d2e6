import { z } from 'zod';
import type { Parsed } from '../../results/parsed';
import { text, theirResultSchema } from '../fields';
import { parseWith } from '../parse-with';

/** The rules stay unread here: `compileCodeRules` judges each. Of a result other than S they are not looked at. */
const codeRulesAnswerSchema = z.object({
  result: theirResultSchema,
  version: text(64).default(''),
  codeRules: z.array(z.unknown()).max(1_000).default([]),
});

/** What Alipay+ answers to inquiryCodeRules. See docs/alipayplus.md#inquirycoderules. */
export type CodeRulesAnswer = z.output<typeof codeRulesAnswerSchema>;

export const parseCodeRulesAnswer = (json: unknown): Parsed<CodeRulesAnswer> => parseWith(codeRulesAnswerSchema, json);
