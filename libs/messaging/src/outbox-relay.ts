import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage, metrics, milestone, type Lifecycle, type Logger } from '@wallet/service';
import { encodeEnvelope, type OutgoingRecord } from './codec';
import { HeldFacts } from './held-facts';
import type { MessageBus } from './message-bus';
import type { OutboxLeadership, OutboxRecord, OutboxStore } from './outbox';
import { topics } from './topics';

const maxRows = 500;
const pollMs = 1_000;
/** What is written shortly after goes with it; the answer to who waits goes first. */
const gatherMs = 20;
const secretTopics: ReadonlySet<string> = new Set(
  topics.filter((topic) => topic.carriesSecrets).map(({ name }) => name),
);

const age = metrics.gauge('outbox_oldest_seconds', 'Age of the oldest fact that is not sent', ['schema']);

/**
 * Carries facts from one schema's outbox to Kafka, in commit-safe order: one active relay a schema, rows claimed by
 * state. A fact may be sent twice (a crash between Kafka's ack and the mark), never lost. One that no record can hold
 * stays unsent, and with it the later ones of its key; the others go on.
 */
export class OutboxRelay implements Lifecycle {
  readonly name = 'outbox relay';
  private stopping = false;
  private running: Promise<void> | undefined;
  private awake = false;
  private readonly held: HeldFacts;
  private wake: () => void = () => undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly bus: Pick<MessageBus, 'publish'>,
    private readonly options: { readonly schema: string; readonly logger: Logger },
  ) {
    this.held = new HeldFacts(options);
  }

  start(): Promise<void> {
    this.running = this.run();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let leadership: OutboxLeadership | undefined;
      try {
        leadership = await this.store.lead(() => this.wakeUp());
        if (leadership) await this.relay(leadership);
      } catch (error) {
        this.awake = false;
        this.options.logger.warn(
          { schema: this.options.schema, error: errorMessage(error) },
          'outbox relay interrupted',
        );
      }
      await leadership?.release().catch(() => undefined);
      if (!this.stopping) await this.rest();
    }
  }

  private async relay(leadership: OutboxLeadership): Promise<void> {
    this.options.logger.info({ schema: this.options.schema }, 'outbox relay active');
    while (!this.stopping) {
      this.awake = false;
      const rows = await leadership.unsent(maxRows + this.held.count);
      const oldest = rows[0]?.occurredAt.getTime();
      age.set({ schema: this.options.schema }, oldest === undefined ? 0 : (Date.now() - oldest) / 1_000);
      const sent = await this.send(leadership, rows);
      if (sent < maxRows) await this.rest().then(() => delay(gatherMs));
    }
  }

  /** Resolves with how many. */
  private async send(leadership: OutboxLeadership, unsent: OutboxRecord[]): Promise<number> {
    const sendable = this.held.encode(unsent, (row) => this.record(row));
    if (sendable.length === 0) return 0;
    milestone('outbox.claimed', { schema: this.options.schema });
    await this.bus.publish(sendable.map(({ record }) => record));
    milestone('outbox.produced', { schema: this.options.schema });
    const rows = sendable.map(({ row }) => row);
    const isSecret = ({ topic }: OutboxRecord) => secretTopics.has(topic);
    const ids = (of: readonly OutboxRecord[]) => of.map(({ id }) => id);
    await leadership.settle({ sent: ids(rows.filter((row) => !isSecret(row))), removed: ids(rows.filter(isSecret)) });
    return rows.length;
  }

  private record(row: OutboxRecord): OutgoingRecord {
    return encodeEnvelope(row.topic, {
      id: randomUUID(),
      type: row.type,
      version: row.version,
      key: row.key,
      occurredAt: row.occurredAt.toISOString(),
      correlationId: `${this.options.schema}-outbox-${row.id}`,
      traceparent: row.traceparent,
      payload: row.payload,
    });
  }

  private wakeUp(): void {
    this.awake = true;
    this.wake();
  }

  /** Until something was written, and at most for one poll. */
  private rest(): Promise<void> {
    if (this.awake) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
