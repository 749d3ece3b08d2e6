interface Waiting<Item> {
  readonly items: readonly Item[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * While one batch is under way, what arrives is collected for the next: no timer lingers, and a busy
 * sender makes large batches by itself. Items leave in the order in which they came.
 */
export class NaturalBatch<Item> {
  private readonly waiting: Waiting<Item>[] = [];
  private working: Promise<void> | undefined;

  constructor(
    private readonly send: (items: Item[]) => Promise<void>,
    private readonly maxItems: number,
  ) {}

  /** Resolves when the batch that holds the items was sent, rejects with that batch's error. */
  add(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      this.working ??= this.drain().finally(() => (this.working = undefined));
    });
  }

  /** Resolves when everything that was added has been sent or has failed. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  private async drain(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.take();
      try {
        await this.send(batch.flatMap(({ items }) => items));
        for (const entry of batch) entry.resolve();
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
  }

  private take(): Waiting<Item>[] {
    let count = 0;
    const end = this.waiting.findIndex(({ items }) => (count += items.length) > this.maxItems);
    return this.waiting.splice(0, end === -1 ? this.waiting.length : Math.max(end, 1));
  }
}
