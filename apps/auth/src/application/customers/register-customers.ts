import { systemClock, type Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { ReadMobileNumber } from './mobile-number';
import type { CustomerRegistry, Registered, Registration } from '../ports/customer-registry';

export type NewCustomer = Omit<Registration, 'mobileNumber'> & { readonly loginId: string };

/** `unreadable-login-id`: not a valid mobile number. */
export type RegisterResult = Registered | { readonly outcome: 'unreadable-login-id' };

/** Registers customers with their opening balances. A login id that is known changes nothing, so it may be repeated. */
export class RegisterCustomers {
  constructor(
    private readonly registry: CustomerRegistry,
    private readonly readMobileNumber: ReadMobileNumber,
    private readonly clock: Clock = systemClock,
  ) {}

  /** One result for each customer, in their order; a bad one does not stop the others. Throws DependencyFault, AboveCeiling. */
  async execute(customers: readonly NewCustomer[], note: OperatorNote): Promise<RegisterResult[]> {
    const read = customers.map(({ loginId, ...customer }) => {
      const mobileNumber = this.readMobileNumber(loginId);
      return mobileNumber && { ...customer, mobileNumber };
    });
    const readable = read.filter((registration) => registration !== undefined);
    const results = (await this.registry.register(readable, note, this.clock.now())).values();
    return read.map((registration) => (registration && results.next().value) ?? { outcome: 'unreadable-login-id' });
  }
}
