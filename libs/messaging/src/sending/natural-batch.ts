export interface Weighed {
  /** What has a bound of its own, and keeps its order. */
  readonly place: string;
  readonly bytes: number;
}

export interface Bounds {
  readonly items: number;
  readonly bytes: number;
  bytesOf(place: string): number;
}

/**
 * While one batch is under way, what arrives is collected for the next: no timer lingers, and a busy sender makes large
 * batches by itself. A batch is bounded in bytes, in all and of each place; an item that alone exceeds a bound goes alone.
 * The items of a place leave in the order in which they came; those of another place may overtake them.
 */
export class NaturalBatch<Item extends Weighed> {
  private waiting: Item[] = [];
  private working: Promise<void> | undefined;

  /** `send` tells each item its outcome, and never rejects. */
  constructor(
    private readonly send: (items: Item[]) => Promise<void>,
    private readonly bounds: Bounds,
  ) {}

  add(items: readonly Item[]): void {
    for (const item of items) this.waiting.push(item);
    if (this.waiting.length > 0) this.working ??= this.drain().finally(() => (this.working = undefined));
  }

  /** Resolves when everything that was added has been sent or has failed. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  private async drain(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length > 0) await this.send(this.take());
  }

  private take(): Item[] {
    const taken: Item[] = [];
    const left: Item[] = [];
    const filled = new Map<string, number>();
    let total = 0;
    for (const item of this.waiting) {
      const ofPlace = filled.get(item.place) ?? 0;
      if (taken.length < this.bounds.items && this.fits(item, ofPlace, total)) {
        taken.push(item);
        total += item.bytes;
        filled.set(item.place, ofPlace + item.bytes);
      } else {
        left.push(item);
        filled.set(item.place, Infinity);
      }
    }
    this.waiting = left;
    return taken;
  }

  private fits({ place, bytes }: Item, ofPlace: number, total: number): boolean {
    const isWithin = ofPlace === 0 || ofPlace + bytes <= this.bounds.bytesOf(place);
    return isWithin && (total === 0 || total + bytes <= this.bounds.bytes);
  }
}
