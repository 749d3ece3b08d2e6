import type { IdentifiedCustomer } from '@wallet/contracts';
import { systemClock, type Clock } from '@wallet/kernel';
import type { CustomerKey } from '../../domain/customer';
import type { CustomerDirectory } from '../ports/customer-directory';
import type { SeenCustomers } from '../ports/seen-customers';

/** A directory elsewhere: whoever is found there for the first time is told of, so that payments opens an account. */
export class FirstSightDirectory implements CustomerDirectory {
  constructor(
    private readonly directory: CustomerDirectory,
    private readonly seen: SeenCustomers,
    private readonly clock: Clock = systemClock,
  ) {}

  async find(keys: readonly CustomerKey[]): Promise<(IdentifiedCustomer | null)[]> {
    const found = await this.directory.find(keys);
    const customers = new Map(
      found.flatMap((customer) => (customer ? [[customer.customerId, customer] as const] : [])),
    );
    if (customers.size > 0) await this.seen.register([...customers.values()], this.clock.now());
    return found;
  }
}
