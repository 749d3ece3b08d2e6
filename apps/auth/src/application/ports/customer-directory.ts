import type { IdentifiedCustomer } from '@wallet/contracts';
import type { CustomerKey } from '../../domain/customer';

/** Who is it? A wallet that keeps its customers elsewhere puts its own directory here. */
export interface CustomerDirectory {
  /** One result for each key, in their order; null where there is no such customer. Throws DependencyFault. */
  find(keys: readonly CustomerKey[]): Promise<(IdentifiedCustomer | null)[]>;
}
