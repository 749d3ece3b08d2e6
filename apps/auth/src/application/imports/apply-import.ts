import { systemClock, type Clock } from '@wallet/kernel';
import type { CustomerImports } from '../ports/customer-imports';

/** Below the time that a client waits for an answer: it asks again. */
const patienceMs = 15_000;

/** Carries out an approved import, a batch of rows at a time; who asks again goes on where it is. Throws DependencyFault. */
export class ApplyImport {
  constructor(
    private readonly imports: Pick<CustomerImports, 'applyNext'>,
    private readonly clock: Clock = systemClock,
  ) {}

  async execute(importId: string): Promise<void> {
    const startedAt = performance.now();
    while (await this.imports.applyNext(importId, this.clock.now())) {
      if (performance.now() - startedAt > patienceMs) return;
    }
  }
}
