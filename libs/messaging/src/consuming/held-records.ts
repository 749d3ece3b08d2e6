import { metrics } from '@wallet/service';

/** Of one topic; then no more of it is fetched, because each takes memory until newer code runs. */
const most = 10_000;

const gauge = metrics.gauge(
  'messaging_held_records',
  'ALERT: records that wait for a newer release, the later ones of their keys included',
  ['topic'],
);

/**
 * The keys of one topic that wait for a newer release. Their offsets stay uncommitted, so the broker delivers the records
 * again to whoever has the partition next: nothing but the keys is kept.
 */
export class HeldRecords {
  private readonly keys = new Set<string>();
  private count = 0;

  constructor(private readonly topic: string) {
    this.show();
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  add(key: string): void {
    this.keys.add(key);
    this.count++;
    this.show();
  }

  get isFull(): boolean {
    return this.count >= most;
  }

  /** A rebalance: they come again to whoever has their partition now. */
  reset(): void {
    this.keys.clear();
    this.count = 0;
    this.show();
  }

  private show(): void {
    gauge.set({ topic: this.topic }, this.count);
  }
}
