/** A fact that was written with the state change that it tells of. */
export interface OutboxRecord {
  readonly id: string;
  readonly topic: string;
  readonly type: string;
  readonly version: number;
  readonly key: string;
  readonly occurredAt: Date;
  readonly traceparent: string;
  readonly payload: unknown;
}

/** The outbox of one schema. */
export interface OutboxStore {
  /** Takes the lead of this schema's relays; undefined while another relay has it. `onWake` is called when rows come. */
  lead(onWake: () => void): Promise<OutboxLeadership | undefined>;
}

/** Held by one relay at a time. Every call throws DependencyFault when the session, and so the lead, is lost. */
export interface OutboxLeadership {
  /** The oldest rows that are not marked as sent: by state, never by a high-water mark. */
  unsent(limit: number): Promise<OutboxRecord[]>;
  /** What Kafka has taken: `sent` rows are kept and marked, `removed` ones held secrets and are deleted. */
  settle(rows: { readonly sent: readonly string[]; readonly removed: readonly string[] }): Promise<void>;
  release(): Promise<void>;
}
