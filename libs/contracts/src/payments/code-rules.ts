import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';

/** Longer documents do not fit into an answer beside the lists. */
export const codeRulesLimits = { documentCharacters: 120_000 } as const;

const schema = z.object({
  /** As Alipay+ names it. */
  version: z.string(),
  /** The `codeRules` of inquiryCodeRules: JSON, packed by gzip, in base64. */
  document: z.string().max(codeRulesLimits.documentCharacters),
  /** When Alipay+ was asked: of two sets the later one stays. */
  pulledAt: z.iso.datetime(),
});
export type KeepCodeRulesCommand = z.infer<typeof schema>;

/** A rule set that the gateway has pulled and found good. Answered `code-rules-kept`, also when a later one is there. */
export const keepCodeRules = defineTopic<KeepCodeRulesCommand>({
  name: 'payments.code-rules.command.v1',
  type: 'KeepCodeRules',
  schema,
  keyOf: () => 'code-rules',
});
