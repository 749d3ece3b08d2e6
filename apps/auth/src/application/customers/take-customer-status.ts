import { systemClock, type Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { SeenCustomer, SeenCustomers } from '../ports/seen-customers';

/** Takes a customer's status as the wallet's own directory says it; again is fine. */
export class TakeCustomerStatus {
  constructor(
    private readonly seen: SeenCustomers,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Throws DependencyFault. */
  execute(customer: SeenCustomer, note?: OperatorNote): Promise<{ changed: boolean; version: number }> {
    return this.seen.setStatus(customer, this.clock.now(), note);
  }
}
