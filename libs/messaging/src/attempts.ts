import { unknown } from '@wallet/kernel';
import { DependencyFault, errorMessage, metrics, traceIdOf, type Logger } from '@wallet/service';
import type { OnDependencyFault } from '@wallet/contracts';
import type { LaneEntry } from './lane';
import type { Answers, Message } from './message';

const triesOfOneRecord = 3;
const retryDelayMs = 250;
const maxWaitMs = 2_000;

const faults = metrics.counter('messaging_handler_faults_total', 'Handler faults by topic and kind', ['topic', 'kind']);

export interface AttemptOptions {
  readonly topic: string;
  readonly onDependencyFault: OnDependencyFault;
  readonly handle: (batch: readonly Message<unknown>[]) => Promise<void>;
  readonly bury: (entry: LaneEntry, reason: string) => Promise<void>;
  readonly answers: Answers;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * What becomes of a batch: handled; or, when a dependency is broken, answered unknown or held until it works; or, when
 * the fault is ours or the record's, redone one by one, and a record that fails three times is buried.
 * An entry is finished in every case but one: when the process stops first, the broker delivers it again.
 */
export class Attempts {
  constructor(private readonly options: AttemptOptions) {}

  async work(batch: readonly LaneEntry[]): Promise<void> {
    for (let waits = 0; !this.options.signal.aborted; waits++) {
      const error = await this.attempt(batch);
      if (error === undefined) return finishAll(batch);
      if (!(error instanceof DependencyFault)) return this.redo(batch, error);
      this.report(batch, error, 'dependency');
      if (this.options.onDependencyFault === 'answer-unknown') return this.giveUp(batch);
      await this.delay(Math.min(100 * 2 ** waits, maxWaitMs));
    }
  }

  private async attempt(batch: readonly LaneEntry[]): Promise<unknown> {
    try {
      await this.options.handle(batch.map(({ message }) => message));
      return undefined;
    } catch (error) {
      return error ?? new Error('the handler threw nothing');
    }
  }

  private async redo(batch: readonly LaneEntry[], error: unknown): Promise<void> {
    this.report(batch, error, 'record');
    if (batch.length > 1) {
      for (const entry of batch) await this.work([entry]);
      return;
    }
    const [entry] = batch;
    if (entry) await this.retry(entry, error);
  }

  private async retry(entry: LaneEntry, first: unknown): Promise<void> {
    let error = first;
    for (let tries = 1; tries < triesOfOneRecord; tries++) {
      await this.delay(retryDelayMs * tries);
      if (this.options.signal.aborted) return;
      error = await this.attempt([entry]);
      if (error === undefined) return entry.finished();
      if (error instanceof DependencyFault) return this.work([entry]);
    }
    await this.options.bury(entry, errorMessage(error));
    await this.giveUp([entry]);
  }

  private async giveUp(batch: readonly LaneEntry[]): Promise<void> {
    await Promise.all(batch.map(({ message }) => this.options.answers.answer(message, unknown('fault'))));
    finishAll(batch);
  }

  private report(batch: readonly LaneEntry[], error: unknown, kind: 'dependency' | 'record'): void {
    const traceIds = batch.map(({ message }) => traceIdOf(message.traceparent));
    faults.inc({ topic: this.options.topic, kind });
    this.options.logger[kind === 'dependency' ? 'warn' : 'error'](
      { traceIds, topic: this.options.topic, kind, error: errorMessage(error) },
      'a handler failed',
    );
  }

  private delay(timeoutMs: number): Promise<void> {
    const { signal } = this.options;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, timeoutMs);
      signal.addEventListener('abort', end);
    });
  }
}

function finishAll(batch: readonly LaneEntry[]): void {
  for (const entry of batch) entry.finished();
}
