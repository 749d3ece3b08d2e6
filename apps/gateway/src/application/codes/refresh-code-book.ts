import { showCodeBook } from '@wallet/contracts';
import { metrics, newTraceparent, type Logger } from '@wallet/service';
import type { Dispatch } from '../dispatch';
import type { CodeBook, NotTaken } from './code-book';

const refused = metrics.counter(
  'gateway_code_book_refused_total',
  'ALERT: kept code rules or lists that this gateway cannot use; what was in force stays',
  ['what'],
);

const answerWithinMs = 3_000;

/** Asks payments for what has changed of rules and lists. While nobody answers, what is here goes on serving. */
export class RefreshCodeBook {
  private told = '';

  constructor(
    private readonly book: CodeBook,
    private readonly dispatch: Pick<Dispatch, 'ask'>,
    private readonly logger: Logger,
  ) {}

  async execute(): Promise<void> {
    const wasUsable = this.book.inUse !== undefined;
    const command = { topic: showCodeBook, priority: 'essential', payload: () => this.book.revisions } as const;
    const call = { traceparent: newTraceparent(), deadline: new Date(Date.now() + answerWithinMs) };
    const answer = await this.dispatch.ask(command, call);
    if (answer.outcome !== 'done' || answer.result.kind !== 'code-book') return;
    const { rules, lists } = answer.result;
    const before = this.book.revisions;
    const notTaken = this.book.take(rules, lists);
    this.tell(notTaken);
    const { version, revisions } = this.book;
    if (revisions.rulesRevision !== before.rulesRevision || revisions.listsRevision !== before.listsRevision)
      this.logger.info({ version, ...revisions }, 'code rules and lists are in force');
    if (!wasUsable && this.book.inUse) this.logger.info('codes can be identified');
  }

  /** The same fault comes with every answer. */
  private tell(notTaken: readonly NotTaken[]): void {
    const text = JSON.stringify(notTaken);
    if (text === this.told) return;
    this.told = text;
    for (const fault of notTaken) {
      refused.inc({ what: fault.what });
      this.logger.error({ ...fault }, 'kept code rules or lists cannot be used: what was in force stays');
    }
  }
}
