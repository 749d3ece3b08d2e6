/** Row locks: whoever comes later waits. */
export class Locks {
  private readonly tails = new Map<string, Promise<void>>();

  isHeld(row: string): boolean {
    return this.tails.has(row);
  }

  /** Resolves with what releases it. */
  async acquire(row: string): Promise<() => void> {
    const before = this.tails.get(row);
    let open = (): void => undefined;
    const mine = new Promise<void>((resolve) => (open = resolve));
    this.tails.set(row, mine);
    await before;
    return () => {
      if (this.tails.get(row) === mine) this.tails.delete(row);
      open();
    };
  }
}
