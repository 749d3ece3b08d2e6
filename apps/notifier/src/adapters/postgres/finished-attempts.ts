import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { FinishedAttempt, RecordedAttempt } from '../../application/ports/deliveries';
import { finish } from './delivery-statements';

interface Waiting {
  readonly attempt: FinishedAttempt;
  readonly resolve: (recorded: RecordedAttempt | undefined) => void;
  readonly reject: (error: unknown) => void;
}

type Recorded = RecordedAttempt & Pick<FinishedAttempt, 'deliveryId' | 'attemptNumber'>;

const keyOf = ({ deliveryId, attemptNumber }: Pick<FinishedAttempt, 'deliveryId' | 'attemptNumber'>): string =>
  `${deliveryId}/${attemptNumber}`;

const mostAtOnce = 500;

/** Records what became of attempts: while one statement is under way, what ends meanwhile waits for the next, all together. */
export class FinishedAttempts {
  private waiting: Waiting[] = [];
  private isWriting = false;

  constructor(private readonly dataSource: DataSource) {}

  /** Undefined when a later attempt was started meanwhile. Throws DependencyFault. */
  record(attempt: FinishedAttempt): Promise<RecordedAttempt | undefined> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ attempt, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    await Promise.resolve();
    while (this.waiting.length > 0) await this.write(this.waiting.splice(0, mostAtOnce));
    this.isWriting = false;
  }

  /** What cannot be written together is written one by one: an outcome that Postgres refuses holds up no other. */
  private async write(batch: readonly Waiting[]): Promise<void> {
    try {
      const rows = await query<Recorded>(this.dataSource, finish, columnsOf(batch.map(({ attempt }) => attempt)));
      const recorded = new Map(rows.map(({ state, ageSeconds, ...key }) => [keyOf(key), { state, ageSeconds }]));
      for (const { attempt, resolve } of batch) resolve(recorded.get(keyOf(attempt)));
    } catch (error) {
      if (batch.length > 1) await Promise.all(batch.map((waiting) => this.write([waiting])));
      else batch[0]?.reject(error);
    }
  }
}

function columnsOf(attempts: readonly FinishedAttempt[]): unknown[] {
  return [
    attempts.map(({ deliveryId }) => deliveryId),
    attempts.map(({ attemptNumber }) => attemptNumber),
    attempts.map(({ next }) => next.state),
    attempts.map(({ next }) => (next.state === 'RETRYING' ? next.delayMs : null)),
    attempts.map(({ outcome }) => outcome),
    attempts.map(({ httpStatus }) => httpStatus ?? null),
    attempts.map(({ reply }) => (reply.kind === 'answer' ? reply.resultCode : null)),
    attempts.map(({ reply }) => (reply.kind === 'answer' ? null : reply.reason)),
  ];
}
