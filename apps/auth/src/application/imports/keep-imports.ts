import { systemClock, type Clock } from '@wallet/kernel';
import type { CustomerImports } from '../ports/customer-imports';

const keptMs = 24 * 60 * 60 * 1_000;

/** Goes on with an import whose process or client went away in the middle, and drops rows that nobody needs any more. */
export class KeepImports {
  constructor(
    private readonly imports: Pick<CustomerImports, 'unfinished' | 'applyNext' | 'dropRows'>,
    private readonly clock: Clock = systemClock,
  ) {}

  /** One batch; true when there may be more. Throws DependencyFault. */
  async execute(): Promise<boolean> {
    const now = this.clock.now();
    const importId = await this.imports.unfinished();
    if (importId !== undefined) return this.imports.applyNext(importId, now);
    await this.imports.dropRows(new Date(now.getTime() - keptMs), now);
    return false;
  }
}
