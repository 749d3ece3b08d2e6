import { errorMessage, type Logger } from '@wallet/service';
import type { OutgoingRecord } from './codec';
import type { OutboxRecord } from './outbox';

interface Sendable {
  readonly row: OutboxRecord;
  readonly record: OutgoingRecord;
}

/**
 * The facts that cannot be sent, because they are too large or seem to hold a card number: a bug, which somebody has to
 * mend in the code or in the row. Until then they wait in the outbox, where the age of the oldest fact and invariant I12
 * tell of them.
 */
export class HeldFacts {
  private reported: ReadonlySet<string> = new Set();

  constructor(private readonly options: { readonly schema: string; readonly logger: Logger }) {}

  /** The rows of the last call that could not be sent. */
  count = 0;

  /** What can be sent, in its order; of a key nothing after one that cannot. */
  encode(rows: readonly OutboxRecord[], encode: (row: OutboxRecord) => OutgoingRecord): Sendable[] {
    const keys = new Set<string>();
    const faulty = new Set<string>();
    const sendable = rows.flatMap((row) => {
      const key = `${row.topic} ${row.key}`;
      if (keys.has(key)) return [];
      try {
        return [{ row, record: encode(row) }];
      } catch (error) {
        keys.add(key);
        faulty.add(row.id);
        this.report(row, error);
        return [];
      }
    });
    this.reported = faulty;
    this.count = rows.length - sendable.length;
    return sendable;
  }

  private report({ id, topic }: OutboxRecord, error: unknown): void {
    if (this.reported.has(id)) return;
    const { schema, logger } = this.options;
    logger.error({ schema, id, topic, error: errorMessage(error) }, 'a fact cannot be sent, and waits in the outbox');
  }
}
