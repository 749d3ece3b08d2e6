import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage, type Lifecycle, type Logger } from '@wallet/service';
import type { EraseAnswers } from '../../application/erase-answers';

const periodMs = 30_000;

/** Erases sealed answers every 30 s; a broken dependency is logged, and tried again the next time. */
export class AnswerEraser implements Lifecycle {
  readonly name = 'answer eraser';
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly eraseAnswers: Pick<EraseAnswers, 'execute'>,
    private readonly logger: Logger,
  ) {}

  start(): Promise<void> {
    this.running = this.run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const isBehind = await this.eraseBatch();
      if (!isBehind) await sleep(periodMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async eraseBatch(): Promise<boolean> {
    try {
      return await this.eraseAnswers.execute();
    } catch (error) {
      this.logger.warn({ error: errorMessage(error) }, 'sealed answers were not erased');
      return false;
    }
  }
}
