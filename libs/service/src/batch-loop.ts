import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from './errors';
import type { Lifecycle } from './lifecycle';
import type { Logger } from './logger';

export interface BatchLoopOptions {
  readonly name: string;
  readonly periodMs: number;
  /** Works off one batch; true when there may be more, and the next comes at once. */
  readonly execute: () => Promise<boolean>;
  readonly logger: Logger;
}

/** Housekeeping: does a batch every `periodMs`; one that fails is logged, and tried again the next time. */
export class BatchLoop implements Lifecycle {
  readonly name: string;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: BatchLoopOptions) {
    this.name = options.name;
  }

  start(): Promise<void> {
    this.running = this.run();
    return Promise.resolve();
  }

  /** Resolves when no batch is under way any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const isBehind = await this.executeBatch();
      if (!isBehind) await sleep(this.options.periodMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async executeBatch(): Promise<boolean> {
    try {
      return await this.options.execute();
    } catch (error) {
      this.options.logger.warn({ error: errorMessage(error) }, `${this.name}: a batch failed, it is tried again`);
      return false;
    }
  }
}

/** A loop of its own class, by which a module gives it: `execute` of a use case every `periodMs`. */
export const batchLoop = (
  name: string,
  periodMs: number,
): new (useCase: { execute(): Promise<boolean> }, logger: Logger) => BatchLoop =>
  class extends BatchLoop {
    constructor(useCase: { execute(): Promise<boolean> }, logger: Logger) {
      super({ name, periodMs, execute: () => useCase.execute(), logger });
    }
  };
