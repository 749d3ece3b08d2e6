import type { IdentifiedCustomer } from '@wallet/contracts';
import type { CustomerId } from '@wallet/kernel';
import type { CustomerDirectory } from '../ports/customer-directory';

/** Of a customer that an agreement or a code names; null when the directory does not know it (any more). Throws DependencyFault. */
export async function findCustomer(
  directory: CustomerDirectory,
  customerId: CustomerId,
): Promise<IdentifiedCustomer | null> {
  const [customer] = await directory.find([{ by: 'customerId', customerId }]);
  return customer ?? null;
}

/** Why nothing is done for this customer, if nothing is. */
export function customerRefusal(
  customer: IdentifiedCustomer | null,
): 'CustomerNotFound' | 'CustomerNotActive' | undefined {
  if (!customer) return 'CustomerNotFound';
  return customer.status === 'ACTIVE' ? undefined : 'CustomerNotActive';
}
