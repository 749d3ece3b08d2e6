import type { Message } from '../records/message';

/** One record on its way through a lane; `finished` makes its offset committable. */
export interface LaneEntry {
  readonly message: Message<unknown>;
  finished(): void;
}

export interface LaneSettings {
  readonly maxBatch: number;
  readonly concurrency: number;
}

const asideMs = 100;

/**
 * Merges what all partitions of a topic have delivered into batches. Records of one key stay in order and are never
 * in two batches at once; while batches are under way, what arrives waits and makes the next one.
 * What `work` resolves with is set aside: it comes again a moment later, before what has waited of its keys.
 */
export class Lane {
  private waiting: LaneEntry[] = [];
  private readonly aside = new Map<readonly LaneEntry[], NodeJS.Timeout>();
  private readonly busyKeys = new Set<string>();
  private underWay = 0;
  private closed = false;
  private onDrained: (() => void) | undefined;

  constructor(
    private readonly settings: LaneSettings,
    private readonly work: (batch: readonly LaneEntry[]) => Promise<readonly LaneEntry[]>,
  ) {}

  get depth(): number {
    return [...this.aside.keys()].reduce((sum, entries) => sum + entries.length, this.waiting.length);
  }

  push(entries: readonly LaneEntry[]): void {
    if (this.closed) return;
    this.waiting.push(...entries);
    this.pump();
  }

  /** What has not begun is dropped: after a rebalance the broker delivers it again. */
  clear(): void {
    this.waiting = [];
    for (const [entries, timer] of this.aside) {
      clearTimeout(timer);
      this.release(entries);
    }
    this.aside.clear();
  }

  /** Drops what has not begun and resolves when what has begun is finished. */
  close(): Promise<void> {
    this.closed = true;
    this.clear();
    if (this.underWay === 0) return Promise.resolve();
    return new Promise((resolve) => (this.onDrained = resolve));
  }

  private pump(): void {
    while (this.underWay < this.settings.concurrency) {
      const batch = this.take();
      if (batch.length === 0) return;
      this.run(batch);
    }
  }

  private run(batch: LaneEntry[]): void {
    this.underWay++;
    for (const { message } of batch) this.busyKeys.add(message.key);
    void this.work(batch).then((locked) => {
      this.underWay--;
      this.release(batch);
      if (locked.length > 0 && !this.closed) this.setAside(locked);
      if (this.closed && this.underWay === 0) this.onDrained?.();
      this.pump();
    });
  }

  private setAside(entries: readonly LaneEntry[]): void {
    for (const { message } of entries) this.busyKeys.add(message.key);
    const timer = setTimeout(() => {
      this.aside.delete(entries);
      this.release(entries);
      this.waiting.unshift(...entries);
      this.pump();
    }, asideMs);
    this.aside.set(entries, timer);
  }

  private release(entries: readonly LaneEntry[]): void {
    for (const { message } of entries) this.busyKeys.delete(message.key);
  }

  private take(): LaneEntry[] {
    const blocked = new Set(this.busyKeys);
    const batch: LaneEntry[] = [];
    const left: LaneEntry[] = [];
    for (const entry of this.waiting) {
      const { key } = entry.message;
      if (batch.length < this.settings.maxBatch && !blocked.has(key)) batch.push(entry);
      else {
        blocked.add(key);
        left.push(entry);
      }
    }
    this.waiting = left;
    return batch;
  }
}
