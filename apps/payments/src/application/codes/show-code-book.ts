import type { Answer, Command, ShowCodeBookCommand } from '@wallet/contracts';
import type { CodeBook } from './code-book';

/** What a gateway identifies codes by; of what it has only the revision. */
export class ShowCodeBook {
  constructor(private readonly book: Pick<CodeBook, 'rules' | 'lists'>) {}

  async execute({ payload }: Command<ShowCodeBookCommand>): Promise<Answer> {
    const [kept, lists] = await Promise.all([
      this.book.rules(payload.rulesRevision),
      this.book.lists(payload.listsRevision),
    ]);
    const rules = kept && { ...kept, pulledAt: kept.pulledAt.toISOString() };
    const { revision, entries } = lists;
    return {
      outcome: 'done',
      result: {
        kind: 'code-book',
        ...(rules && { rules }),
        lists: { revision, ...(entries && { entries: [...entries] }) },
      },
    };
  }
}
