import type { CustomerDirectory } from '../src/application/ports/customer-directory';
import type { CustomerRegistry } from '../src/application/ports/customer-registry';

export interface Customers {
  readonly directory: CustomerDirectory;
  readonly registry: CustomerRegistry;
  /** The facts told so far about one customer, oldest first, as JSON. */
  factsOf(customerId: string): Promise<unknown[]>;
}
