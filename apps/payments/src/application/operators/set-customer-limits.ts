import type { Clock, CustomerId } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerLimits, OwnLimits } from './customer-limits';
import { onceArrived } from './once-arrived';

/** Limits of one customer in the place of the settings; they hold from the next payment on. */
export class SetCustomerLimits {
  constructor(
    private readonly limits: CustomerLimits,
    private readonly clock: Clock,
  ) {}

  /** `undefined`: there is no such customer. */
  execute(customerId: CustomerId, limits: Partial<OwnLimits>, note: OperatorNote): Promise<OwnLimits | undefined> {
    const set = () => this.limits.set(customerId, limits, note, this.clock.now());
    return onceArrived(set, (stored) => stored === undefined);
  }
}
