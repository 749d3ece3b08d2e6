/** Shut until Kafka is there, and while it is away: who comes meanwhile waits a moment for it to open. */
export class Gate {
  private passable = false;
  private count = 0;
  private patienceMs: number;
  private readonly arrivals = new Set<() => void>();

  /** How long somebody waits before it was ever open, and after it was shut again. */
  constructor(private readonly patience: { readonly atFirstMs: number; readonly shutAgainMs: number }) {
    this.patienceMs = patience.atFirstMs;
  }

  get isOpen(): boolean {
    return this.passable;
  }

  /** How many wait before it. */
  get waiting(): number {
    return this.count;
  }

  open(): void {
    this.passable = true;
    for (const enter of this.arrivals) enter();
  }

  shut(): void {
    this.passable = false;
    this.patienceMs = this.patience.shutAgainMs;
  }

  /** Whether it is open, at the latest after its patience or at the deadline. */
  async opensBefore(deadline: Date): Promise<boolean> {
    if (this.passable) return true;
    this.count++;
    await this.opening(Math.min(this.patienceMs, deadline.getTime() - Date.now()));
    this.count--;
    return this.passable;
  }

  private opening(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const enter = (): void => {
        clearTimeout(timer);
        this.arrivals.delete(enter);
        resolve();
      };
      const timer = setTimeout(enter, Math.max(0, withinMs));
      this.arrivals.add(enter);
    });
  }
}
