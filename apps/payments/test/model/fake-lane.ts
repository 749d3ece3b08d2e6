import type { OnDependencyFault } from '@wallet/contracts';
import type { Message } from '@wallet/messaging';
import { DependencyFault, errorMessage } from '@wallet/service';
import type { Step } from './memory/trace';

export interface LaneOptions {
  readonly handle: (batch: readonly Message<unknown>[]) => Promise<void>;
  readonly onDependencyFault: OnDependencyFault;
  readonly step: Step;
  /** It is given up, and the caller is told so. */
  readonly faulted: (message: Message<unknown>) => void;
  /** The record failed three times, which none may. */
  readonly buried: (message: Message<unknown>, reason: string) => void;
}

const tries = 3;

/** One topic in one replica, as `Lane` and `Attempts` of libs/messaging: what waits while a batch is under way is the next. */
export class FakeLane {
  private waiting: Message<unknown>[] = [];
  private isBusy = false;

  constructor(private readonly options: LaneOptions) {}

  push(message: Message<unknown>): void {
    this.waiting.push(message);
    if (!this.isBusy) void this.work();
  }

  get isIdle(): boolean {
    return !this.isBusy;
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.attempt(batch);
    }
    this.isBusy = false;
  }

  private async attempt(batch: readonly Message<unknown>[], left = tries): Promise<void> {
    const { handle, onDependencyFault, step, faulted, buried } = this.options;
    try {
      await handle(batch);
    } catch (error) {
      if (error instanceof DependencyFault && onDependencyFault === 'answer-unknown') return batch.forEach(faulted);
      await step('try again');
      if (error instanceof DependencyFault) return this.attempt(batch, left);
      if (batch.length > 1) {
        for (const message of batch) await this.attempt([message]);
      } else if (left > 1) {
        await this.attempt(batch, left - 1);
      } else {
        batch.forEach((message) => buried(message, errorMessage(error)));
        batch.forEach(faulted);
      }
    }
  }
}
