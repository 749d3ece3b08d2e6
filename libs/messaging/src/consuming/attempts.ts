import { unknown } from '@wallet/kernel';
import { Contention, DependencyFault, errorMessage, metrics, traceIdOf, type Logger } from '@wallet/service';
import type { OnDependencyFault } from '@wallet/contracts';
import { decisionLine } from './decision-line';
import type { LaneEntry } from './lane';
import { PostponedRecords } from './postponed-records';
import type { Answers, Message } from '../records/message';

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
 * the fault is ours or the record's, redone one by one, and a record that fails three times is buried. Records that other
 * transactions are in the way of are set aside: a batch that cannot say which ones they are is halved until they are alone.
 * An entry is finished in every case but two: it is set aside, or the process stops first, and the broker delivers it again.
 */
export class Attempts {
  constructor(private readonly options: AttemptOptions) {}

  /** Resolves with what is set aside: to be worked on again later, in its order. */
  async work(batch: readonly LaneEntry[]): Promise<readonly LaneEntry[]> {
    for (let waits = 0; !this.options.signal.aborted; waits++) {
      const error = await this.attempt(batch);
      if (error === undefined) return finishAll(batch);
      if (error instanceof PostponedRecords) return this.setAside(batch, error);
      if (error instanceof Contention) return this.divide(batch, error);
      if (!(error instanceof DependencyFault)) return this.redo(batch, error);
      this.report(batch, error, 'dependency');
      if (this.options.onDependencyFault === 'answer-unknown') return this.giveUp(batch);
      await this.delay(Math.min(100 * 2 ** waits, maxWaitMs));
    }
    return [];
  }

  private async attempt(batch: readonly LaneEntry[]): Promise<unknown> {
    try {
      await this.options.handle(batch.map(({ message }) => message));
      return undefined;
    } catch (error) {
      return error ?? new Error('the handler threw nothing');
    }
  }

  private setAside(batch: readonly LaneEntry[], { locked, early }: PostponedRecords): readonly LaneEntry[] {
    const { topic } = this.options;
    const postponed = new Set([...locked, ...early]);
    finishAll(batch.filter(({ message }) => !postponed.has(message)));
    for (const [kind, messages] of Object.entries({ locked, early })) faults.inc({ topic, kind }, messages.length);
    return batch.filter(({ message }) => postponed.has(message));
  }

  private async divide(batch: readonly LaneEntry[], error: Contention): Promise<readonly LaneEntry[]> {
    this.report(batch, error, 'locked');
    if (batch.length === 1) return batch;
    const middle = Math.ceil(batch.length / 2);
    return this.inTurn([batch.slice(0, middle), batch.slice(middle)]);
  }

  private async redo(batch: readonly LaneEntry[], error: unknown): Promise<readonly LaneEntry[]> {
    this.report(batch, error, 'record');
    if (batch.length > 1) return this.inTurn(batch.map((entry) => [entry]));
    const [entry] = batch;
    return entry ? this.retry(entry, error) : [];
  }

  /** Of a key of which a record is set aside, the later ones are too. */
  private async inTurn(groups: readonly (readonly LaneEntry[])[]): Promise<readonly LaneEntry[]> {
    const aside: LaneEntry[] = [];
    const keys = new Set<string>();
    for (const group of groups) {
      const free = group.filter(({ message }) => !keys.has(message.key));
      const locked = free.length > 0 ? await this.work(free) : [];
      aside.push(...group.filter((entry) => locked.includes(entry) || !free.includes(entry)));
      for (const { message } of locked) keys.add(message.key);
    }
    return aside;
  }

  private async retry(entry: LaneEntry, first: unknown): Promise<readonly LaneEntry[]> {
    let error = first;
    for (let tries = 1; tries < triesOfOneRecord; tries++) {
      await this.delay(retryDelayMs * tries);
      if (this.options.signal.aborted) return [];
      error = await this.attempt([entry]);
      if (error === undefined) return finishAll([entry]);
      if (error instanceof PostponedRecords || error instanceof DependencyFault) return this.work([entry]);
    }
    await this.answerFault(entry);
    await this.options.bury(entry, errorMessage(error));
    return finishAll([entry]);
  }

  private async giveUp(batch: readonly LaneEntry[]): Promise<readonly LaneEntry[]> {
    await Promise.all(batch.map((entry) => this.answerFault(entry)));
    return finishAll(batch);
  }

  private answerFault({ message }: LaneEntry): Promise<void> {
    this.options.logger.info(decisionLine(message, unknown('fault')), 'decided');
    return this.options.answers.answer(message, unknown('fault'));
  }

  private report(batch: readonly LaneEntry[], error: unknown, kind: 'dependency' | 'locked' | 'record'): void {
    const traceIds = batch.map(({ message }) => traceIdOf(message.traceparent));
    faults.inc({ topic: this.options.topic, kind });
    this.options.logger[kind === 'record' ? 'error' : 'warn'](
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

function finishAll(batch: readonly LaneEntry[]): readonly LaneEntry[] {
  for (const entry of batch) entry.finished();
  return [];
}
