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

/** How much is read at once: so many rows and bytes at most, but one row whatever its size. */
export interface Portion {
  readonly rows: number;
  readonly bytes: number;
  /** What is passed over: `<topic> <key>`. */
  readonly except: readonly string[];
}

/** The outbox of one schema. */
export interface OutboxStore {
  /**
   * Takes the lead of this schema's relays; undefined while another relay has it, which may be asked again at little cost.
   * `onWake` is called when this process has committed facts, and when the lead is lost.
   */
  lead(onWake: () => void): Promise<OutboxLeadership | undefined>;
  close(): Promise<void>;
}

/** Held by one relay at a time. Every call throws DependencyFault when the session, and so the lead, is lost. */
export interface OutboxLeadership {
  /** The oldest rows that are not marked as sent: by state, never by a high-water mark. */
  unsent(portion: Portion): Promise<{ readonly rows: OutboxRecord[]; readonly isMore: boolean }>;
  /** The newest of them, in their order; of a key none while an older one waits that is not among them. */
  newest(portion: Portion): Promise<OutboxRecord[]>;
  /** What Kafka has taken: `sent` rows are kept and marked, `removed` ones held secrets and are deleted. */
  settle(rows: { readonly sent: readonly string[]; readonly removed: readonly string[] }): Promise<void>;
  release(): Promise<void>;
}
