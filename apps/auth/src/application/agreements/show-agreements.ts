import { readReference } from '../customers/customer-reference';
import type { ReadMobileNumber } from '../customers/mobile-number';
import type { Agreements, StoredAgreement } from '../ports/agreements';
import type { CustomerDirectory } from '../ports/customer-directory';

/** A customer's agreements for the operator, newest first, at most 200. */
export class ShowAgreements {
  constructor(
    private readonly agreements: Pick<Agreements, 'ofCustomer'>,
    private readonly directory: CustomerDirectory,
    private readonly readMobileNumber: ReadMobileNumber,
  ) {}

  /** By login id, or by customer id as it is: an agreement may outlive its customer's entry in the directory. Throws DependencyFault. */
  async execute(rawReference: string): Promise<StoredAgreement[]> {
    const key = readReference(rawReference, this.readMobileNumber);
    const [customer] = key?.by === 'mobileNumber' ? await this.directory.find([key]) : [];
    return this.agreements.ofCustomer(customer?.customerId ?? rawReference);
  }
}
