import type { Answer, Command, KeepCodeRulesCommand } from '@wallet/contracts';
import type { CodeBook } from './code-book';

/** A rule set that a gateway has found good; the later one stays. */
export class KeepCodeRules {
  constructor(private readonly book: Pick<CodeBook, 'keep'>) {}

  async execute({ payload }: Command<KeepCodeRulesCommand>): Promise<Answer> {
    const { version, document, pulledAt } = payload;
    await this.book.keep({ version, document, pulledAt: new Date(pulledAt) });
    return { outcome: 'done', result: { kind: 'code-rules-kept' } };
  }
}
