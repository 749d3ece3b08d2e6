import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@wallet/local-stack';
import { brokenBooks } from '@wallet/testkit';

const everyMs = 4_000;
/** So long a replica may take: one that is halted takes for ever. */
const timeoutMs = 4_000;

/** Asks payments during the load for what must hold at every moment; what it found, and how often it was told. */
export class InvariantWatch {
  readonly broken = new Set<string>();
  looks = 0;

  constructor(private readonly stack: Stack) {}

  /** Until aborted. While no replica answers, or none has Postgres, there is nothing to see. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      try {
        const broken = await brokenBooks(this.stack, 'payments', { signal, timeoutMs });
        this.looks += 1;
        for (const each of broken) this.broken.add(`during the load: ${each}`);
      } catch {
        continue;
      }
    }
  }
}
