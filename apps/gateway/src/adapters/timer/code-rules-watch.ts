import { BatchLoop, type Lifecycle, type Logger } from '@wallet/service';
import type { CodeBook } from '../../application/codes/code-book';

interface Step {
  execute(): Promise<void>;
}

export interface CodeRulesWatchOptions {
  readonly book: Pick<CodeBook, 'inUse'>;
  /** From Alipay+, when it is due. */
  readonly pull: Step;
  /** From payments. */
  readonly refresh: Step;
  readonly periodMs: number;
  readonly logger: Logger;
}

/** Has the rules and lists for scanned codes come, and stay of today. It is up once codes can be identified. */
export class CodeRulesWatch implements Lifecycle {
  readonly name = 'code-rules';
  private readonly pulling: BatchLoop;
  private readonly refreshing: BatchLoop;

  constructor(private readonly options: CodeRulesWatchOptions) {
    const { pull, refresh, periodMs, logger } = options;
    const loop = (name: string, step: Step) =>
      new BatchLoop({ name, periodMs, execute: () => step.execute().then(() => false), logger });
    this.refreshing = loop('code book', refresh);
    this.pulling = loop('code rules', pull);
  }

  async start(): Promise<void> {
    await Promise.all([this.refreshing.start(), this.pulling.start()]);
  }

  /** Nobody waits for a pull: it may take long, and the next process begins with one. */
  async stop(): Promise<void> {
    void this.pulling.stop();
    await this.refreshing.stop();
  }

  ready(): boolean {
    return this.options.book.inUse !== undefined;
  }
}
