import type { CustomerLookup, IdentifiedCustomer } from '@wallet/contracts';
import type { CustomerKey } from '../../domain/customer';
import type { ReadMobileNumber } from './mobile-number';
import type { CustomerDirectory } from '../ports/customer-directory';

/** Finds the customers of a batch of commands. Refuses nobody: the owner of the payment decides on a null. */
export class IdentifyCustomers {
  constructor(
    private readonly directory: CustomerDirectory,
    private readonly readMobileNumber: ReadMobileNumber,
  ) {}

  /** One result for each lookup, in their order. Throws DependencyFault. */
  async execute(lookups: readonly CustomerLookup[]): Promise<(IdentifiedCustomer | null)[]> {
    const keys = lookups.map((lookup) => this.keyOf(lookup));
    const known = keys.filter((key) => key !== undefined);
    const found = known.length > 0 ? await this.directory.find(known) : [];
    const results = found.values();
    return keys.map((key) => (key ? (results.next().value ?? null) : null));
  }

  /** A payment method id is the customer id: it is what an evaluation carries when the account is known. */
  private keyOf(lookup: CustomerLookup): CustomerKey | undefined {
    if (lookup.by === 'paymentMethodId') return { by: 'customerId', customerId: lookup.paymentMethodId };
    if (lookup.by !== 'loginId' || lookup.loginIdType !== 'MOBILE') return undefined;
    const mobileNumber = this.readMobileNumber(lookup.loginId);
    return mobileNumber && { by: 'mobileNumber', mobileNumber };
  }
}
