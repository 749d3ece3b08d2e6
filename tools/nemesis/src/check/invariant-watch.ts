import { setTimeout as sleep } from 'node:timers/promises';
import { paymentsChecks } from '@wallet/books';
import { brokenInvariants } from '@wallet/testkit';

const everyMs = 5_000;

/** Checks during the load what must hold at every moment; what it found, and how often it could look. */
export class InvariantWatch {
  readonly broken = new Set<string>();
  looks = 0;

  constructor(private readonly databaseUrl: string) {}

  /** Until aborted. While Postgres is away there is nothing to see. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      try {
        const broken = await brokenInvariants(this.databaseUrl, paymentsChecks);
        this.looks += 1;
        for (const each of broken) this.broken.add(`during the load: ${each}`);
      } catch {
        continue;
      }
    }
  }
}
