import type { Customer } from '../../domain/customer';
import { readReference } from './customer-reference';
import type { ReadMobileNumber } from './mobile-number';
import type { CustomerRegistry } from '../ports/customer-registry';

export class ShowCustomer {
  constructor(
    private readonly registry: CustomerRegistry,
    private readonly readMobileNumber: ReadMobileNumber,
  ) {}

  /** By login id or customer id; undefined when there is none. Throws DependencyFault. */
  async execute(rawReference: string): Promise<Customer | undefined> {
    const key = readReference(rawReference, this.readMobileNumber);
    return key && this.registry.get(key);
  }
}
