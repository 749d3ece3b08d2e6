import { errorMessage, metrics, type Logger } from '@wallet/service';
import type { OutboxRecord } from './outbox';

const retryMs = 120_000;
const heldFacts = metrics.gauge('outbox_held_facts', 'ALERT: keys whose next fact cannot be sent', ['schema']);

/**
 * The facts that cannot be sent, because they are too large or are refused by Kafka: a bug, which
 * somebody has to mend in the code, in the row or in the topic. Until then they wait in the outbox, and with them
 * the later ones of their key; every two minutes they are tried again.
 */
export class HeldFacts {
  private readonly byKey = new Map<string, OutboxRecord>();
  private readonly reported = new Set<string>();
  private triedAt = Date.now();

  constructor(private readonly options: { readonly schema: string; readonly logger: Logger }) {}

  /** The keys to be passed over, as `<topic> <key>`. */
  get keys(): string[] {
    if (Date.now() - this.triedAt > retryMs) {
      this.byKey.clear();
      this.triedAt = Date.now();
    }
    return [...this.byKey.keys()];
  }

  get oldest(): number | undefined {
    const times = [...this.byKey.values()].map(({ occurredAt }) => occurredAt.getTime());
    return times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : undefined;
  }

  isHeld(row: OutboxRecord): boolean {
    return this.byKey.has(keyOf(row));
  }

  /** The first of a key is the one at fault. */
  hold(row: OutboxRecord, error: unknown): void {
    if (this.isHeld(row)) return;
    const { schema, logger } = this.options;
    const { id, topic } = row;
    this.byKey.set(keyOf(row), row);
    if (!this.reported.has(id)) {
      logger.error({ schema, id, topic, error: errorMessage(error) }, 'a fact cannot be sent, and waits in the outbox');
    }
    this.reported.add(id);
  }

  count(): void {
    heldFacts.set({ schema: this.options.schema }, this.byKey.size);
  }
}

const keyOf = ({ topic, key }: OutboxRecord): string => `${topic} ${key}`;
