import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';

/** `allow` counts where the gateway filters by an allow list, `block` by a block list, `local` in both. */
export const codeLists = ['allow', 'block', 'local'] as const;
export type CodeListName = (typeof codeLists)[number];

const schema = z.object({
  /** The revisions that the gateway has; of these only the number is answered. */
  rulesRevision: z.int().optional(),
  listsRevision: z.int().optional(),
});
export type ShowCodeBookCommand = z.infer<typeof schema>;

/** The kept rules and the wallet's own lists. Answered `code-book`. */
export const showCodeBook = defineTopic<ShowCodeBookCommand>({
  name: 'payments.code-book.command.v1',
  type: 'ShowCodeBook',
  schema,
  keyOf: () => 'code-book',
});

/** The results of both commands about codes. */
export const codeResults = [
  z.object({ kind: z.literal('code-rules-kept') }),
  z.object({
    kind: z.literal('code-book'),
    /** Absent: none were ever kept. */
    rules: z
      .object({
        revision: z.int(),
        version: z.string(),
        pulledAt: z.iso.datetime(),
        /** As in KeepCodeRules; absent: the gateway has it. */
        document: z.string().optional(),
      })
      .optional(),
    lists: z.object({
      revision: z.int(),
      /** Each pattern as JSON text, in the form of `codeMatchPattern`; absent: the gateway has them. */
      entries: z.array(z.object({ list: z.enum(codeLists), pattern: z.string() })).optional(),
    }),
  }),
] as const;
