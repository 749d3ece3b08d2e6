import type { Clock, CustomerId } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerLimits, OwnLimits } from './customer-limits';

/** Limits of one customer in the place of the settings; they hold from the next payment on. */
export class SetCustomerLimits {
  constructor(
    private readonly limits: CustomerLimits,
    private readonly clock: Clock,
  ) {}

  /** `undefined`: there is no such customer. */
  execute(customerId: CustomerId, limits: Partial<OwnLimits>, note: OperatorNote): Promise<OwnLimits | undefined> {
    return this.limits.set(customerId, limits, note, this.clock.now());
  }
}
