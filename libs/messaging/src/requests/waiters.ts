import { unknown } from '@wallet/kernel';
import type { Answer } from '@wallet/contracts';

interface Waiter {
  readonly owners: readonly string[];
  settle(answer: Answer): void;
}

/** Who waits for which answer, until when. In memory: a lost waiter is an `unknown`, which its caller repeats. */
export class Waiters {
  private readonly waiting = new Map<string, Waiter>();

  get count(): number {
    return this.waiting.size;
  }

  has(correlationId: string): boolean {
    return this.waiting.has(correlationId);
  }

  /** Resolves with the answer of one of `owners`, or with `unknown` (`no-answer`) at the deadline. */
  open(correlationId: string, deadline: Date, owners: readonly string[] = []): Promise<Answer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(correlationId, unknown('no-answer')), deadline.getTime() - Date.now());
      this.waiting.set(correlationId, {
        owners,
        settle: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
      });
    });
  }

  settleAll(answer: Answer): void {
    for (const correlationId of [...this.waiting.keys()]) this.settle(correlationId, answer);
  }

  /** An answer that nobody waits for (any more, or in this replica) is ignored. */
  settle(correlationId: string, answer: Answer): void {
    const waiter = this.waiting.get(correlationId);
    this.waiting.delete(correlationId);
    waiter?.settle(answer);
  }

  /** Whoever needs `owner` waits no longer. */
  giveUp(owner: string): void {
    for (const [correlationId, { owners }] of this.waiting)
      if (owners.includes(owner)) this.settle(correlationId, unknown('no-answer'));
  }
}
