import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage, metrics, milestone, type Lifecycle, type Logger } from '@wallet/service';
import { encodeEnvelope, type OutgoingRecord } from '../records/codec';
import { HeldFacts } from './held-facts';
import type { MessageBus } from '../sending/message-bus';
import type { OutboxLeadership, OutboxRecord, OutboxStore } from './outbox';
import { RecordRefused } from '../sending/shipment';
import { topics } from '../topics/topics';

const maxRows = 500;
const fewRows = 20;
/** As much as one request to Kafka carries: what others of this process send is not long behind it. */
const maxBytes = 1024 * 1024;
/** For facts that other replicas wrote; those of this process wake the relay. */
const pollMs = 200;
const standbyMs = 1_000;
/** What is written shortly after goes with it; the answer to who waits goes first. */
const gatherMs = 20;
/** Of a backlog. */
const newestEveryMs = 500;
const newestRows = 200;
const newestBytes = maxBytes / 4;
const secretTopics: ReadonlySet<string> = new Set(
  topics.filter((topic) => topic.carriesSecrets).map(({ name }) => name),
);

const age = metrics.gauge('outbox_oldest_seconds', 'Age of the oldest fact that is not sent', ['schema']);

/**
 * Carries facts from one schema's outbox to Kafka, in commit-safe order: one active relay a schema, rows claimed by
 * state. A fact may be sent twice (a crash between Kafka's ack and the mark), never lost. One that cannot be sent stays
 * unsent, and with it the later ones of its key; the others go on. The newest do not wait until a backlog has left.
 */
export class OutboxRelay implements Lifecycle {
  readonly name = 'outbox relay';
  private stopping = false;
  private running: Promise<void> | undefined;
  private awake = false;
  private readonly held: HeldFacts;
  private rowsAtOnce = maxRows;
  private newestAt = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly bus: Pick<MessageBus, 'ship'>,
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
    await this.store.close();
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
      if (!this.stopping) await this.rest(standbyMs);
    }
  }

  private async relay(leadership: OutboxLeadership): Promise<void> {
    this.options.logger.info({ schema: this.options.schema }, 'outbox relay active');
    while (!this.stopping) {
      this.awake = false;
      const isMore = await this.sendOldest(leadership);
      if (isMore) await this.sendNewest(leadership);
      else await this.rest(pollMs).then(() => (this.awake ? delay(gatherMs) : undefined));
    }
  }

  /** Resolves with whether there is more. */
  private async sendOldest(leadership: OutboxLeadership): Promise<boolean> {
    const portion = { rows: this.rowsAtOnce, bytes: maxBytes, except: this.held.keys };
    const { rows, isMore } = await leadership.unsent(portion);
    // Of large ones no more are looked at than can go.
    this.rowsAtOnce = isMore ? Math.min(Math.max(2 * rows.length, fewRows), maxRows) : maxRows;
    await this.send(leadership, rows);
    const oldest = Math.min(rows[0]?.occurredAt.getTime() ?? Infinity, this.held.oldest ?? Infinity);
    age.set({ schema: this.options.schema }, oldest === Infinity ? 0 : (Date.now() - oldest) / 1_000);
    return isMore;
  }

  private async sendNewest(leadership: OutboxLeadership): Promise<void> {
    if (Date.now() - this.newestAt < newestEveryMs) return;
    this.newestAt = Date.now();
    const portion = { rows: newestRows, bytes: newestBytes, except: this.held.keys };
    await this.send(leadership, await leadership.newest(portion));
  }

  private async send(leadership: OutboxLeadership, rows: readonly OutboxRecord[]): Promise<void> {
    const sendable = rows.flatMap((row) => this.encoded(row) ?? []);
    if (sendable.length > 0) await this.ship(leadership, sendable);
    this.held.count();
  }

  private async ship(leadership: OutboxLeadership, sendable: readonly Sendable[]): Promise<void> {
    const { schema } = this.options;
    milestone('outbox.claimed', { schema });
    const outcomes = await this.bus.ship(sendable.map(({ record }) => record));
    milestone('outbox.produced', { schema });
    const rows = sendable.map(({ row }) => row);
    const taken = rows.filter((_, index) => outcomes[index] === undefined);
    const isSecret = ({ topic }: OutboxRecord) => secretTopics.has(topic);
    const ids = (of: readonly OutboxRecord[]) => of.map(({ id }) => id);
    await leadership.settle({ sent: ids(taken.filter((row) => !isSecret(row))), removed: ids(taken.filter(isSecret)) });
    for (const [index, row] of rows.entries()) {
      const outcome = outcomes[index];
      if (outcome instanceof RecordRefused) this.held.hold(row, outcome);
      else if (outcome) throw outcome;
    }
  }

  /** Undefined when it cannot be sent, or when one of its key before it cannot. */
  private encoded(row: OutboxRecord): Sendable | undefined {
    if (this.held.isHeld(row)) return undefined;
    try {
      return { row, record: this.record(row) };
    } catch (error) {
      this.held.hold(row, error);
      return undefined;
    }
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

  /** Until facts were committed here, and at most so long. */
  private rest(atMostMs: number): Promise<void> {
    if (this.awake) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, atMostMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

interface Sendable {
  readonly row: OutboxRecord;
  readonly record: OutgoingRecord;
}
