import type { IdentifiedCustomer } from '@wallet/contracts';
import { directoryCustomerId, type CustomerKey } from '../../domain/customer';
import type { CustomerDirectory } from '../ports/customer-directory';
import type { ReadMobileNumber } from './mobile-number';

/** A customer of a directory elsewhere. The first look is a first sight: an operator can credit him next. */
export class ShowDirectoryCustomer {
  constructor(
    private readonly directory: CustomerDirectory,
    private readonly readMobileNumber: ReadMobileNumber,
  ) {}

  /** By the directory's customer id, else by login id; undefined when there is none. Throws DependencyFault. */
  async execute(rawReference: string): Promise<IdentifiedCustomer | undefined> {
    const keys: CustomerKey[] = [];
    if (directoryCustomerId.test(rawReference)) keys.push({ by: 'customerId', customerId: rawReference });
    const mobileNumber = this.readMobileNumber(rawReference);
    if (mobileNumber) keys.push({ by: 'mobileNumber', mobileNumber });
    const found = await this.directory.find(keys);
    return found.find((customer) => customer !== null);
  }
}
