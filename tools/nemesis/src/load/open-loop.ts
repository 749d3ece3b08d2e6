import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedFlow } from '../plan/load-plan';
import { flows } from './flows';
import { NeverSettled } from './caller';
import { Payment, type Shop } from './payment';

export interface Running {
  /** Flows that were begun and have not ended. */
  readonly underWay: number;
  readonly begun: number;
  /** Flows whose time came while too many were under way. */
  readonly notBegun: number;
  /** What flows ended with that did not end as they should. */
  readonly unfinished: readonly string[];
}

/** Beyond that the callers on this machine are the bottleneck, and what they measure is their own queue. */
const mostUnderWay = 500;

/** Begins each flow at its time, whatever the others do: a slow wallet is not offered less, unless too many are under way. */
export class OpenLoop implements Running {
  readonly unfinished: string[] = [];
  underWay = 0;
  begun = 0;
  notBegun = 0;
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly shop: Shop,
    private readonly clock: { readonly nowMs: number },
  ) {}

  /** Resolves when the last flow has begun. Rejects when aborted. */
  async offer(planned: readonly PlannedFlow[], signal: AbortSignal): Promise<void> {
    for (const flow of planned) {
      const waitMs = flow.atMs - this.clock.nowMs;
      if (waitMs > 0) await sleep(waitMs, undefined, { signal });
      if (this.underWay >= mostUnderWay) {
        this.notBegun += 1;
        continue;
      }
      const run = this.run(flow).finally(() => this.running.delete(run));
      this.running.add(run);
    }
  }

  /** Resolves when no flow is under way. */
  async ended(): Promise<void> {
    await Promise.all(this.running);
  }

  private async run(flow: PlannedFlow): Promise<void> {
    this.begun += 1;
    this.underWay += 1;
    try {
      await flows[flow.kind](new Payment(flow, this.shop));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.unfinished.push(error instanceof NeverSettled ? text : `${flow.kind} ${flow.paymentRequestId}: ${text}`);
    } finally {
      this.underWay -= 1;
    }
  }
}
