import type { CustomerId } from '@wallet/kernel';
import type { CustomerLimits, OwnLimits } from './customer-limits';

export class ShowCustomerLimits {
  constructor(private readonly limits: CustomerLimits) {}

  /** `undefined`: there is no such customer. */
  execute(customerId: CustomerId): Promise<OwnLimits | undefined> {
    return this.limits.of(customerId);
  }
}
