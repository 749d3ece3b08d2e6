import { after } from './after';

/** Longer than a send takes on brokers that are busy. */
const doubtMs = 1_200;

/** Whether Kafka can be reached: not, once it has taken nothing for 1.2 s since something was to be sent. */
export class Reach {
  private settle: (() => void) | undefined;
  private lost = false;

  constructor(private readonly onLost: () => void) {}

  /** Something is to be sent. */
  tries(): void {
    if (this.lost) return;
    this.settle ??= after(doubtMs, () => {
      this.lost = true;
      this.onLost();
    });
  }

  /** Kafka has taken it, or refused it. */
  reached(): void {
    this.settle?.();
    this.settle = undefined;
    this.lost = false;
  }
}
