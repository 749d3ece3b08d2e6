import type { Clock } from '@wallet/kernel';
import { businessTime } from '../domain/business-time';
import type { Policy } from './policy';

export interface UsageStore {
  /** Removes up to `limit` rows of customers, and as many of agreements, of the days before this one; how many. Throws DependencyFault. */
  purgeBefore(day: string, limit: number): Promise<number>;
}

const limit = 1_000;
const dayMs = 86_400_000;

/**
 * Forgets what was used on days that no limit and no cancellation asks for any more. A payment counts on its business day;
 * its cancellation, at most two business days later, gives it back to that day. Refunds give nothing back.
 */
export class PurgeUsage {
  constructor(
    private readonly usage: UsageStore,
    private readonly clock: Clock,
    private readonly policy: Pick<Policy, 'dayOffsetMinutes'> & { readonly retentionDays: number },
  ) {}

  /** One batch; true when there may be more. */
  async execute(): Promise<boolean> {
    const { retentionDays, dayOffsetMinutes } = this.policy;
    const oldest = new Date(this.clock.now().getTime() - retentionDays * dayMs);
    return (await this.usage.purgeBefore(businessTime(oldest, dayOffsetMinutes).day, limit)) >= limit;
  }
}
