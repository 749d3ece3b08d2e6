import type { CustomerFact, IdentifiedCustomer } from '@wallet/contracts';
import type { CustomerDirectory } from '../src/application/ports/customer-directory';
import type { CustomerRegistry, Registered, Registration } from '../src/application/ports/customer-registry';
import type { OperatorNote } from '../src/application/ports/operator-note';
import type { Customer, CustomerKey, CustomerStatus } from '../src/domain/customer';

/** Both ports without a database; held to the same conformance suite as the real ones. */
export class InMemoryCustomers implements CustomerDirectory, CustomerRegistry {
  readonly facts: CustomerFact[] = [];
  private readonly customers = new Map<string, Customer>();

  find(keys: readonly CustomerKey[]): Promise<(IdentifiedCustomer | null)[]> {
    return Promise.resolve(
      keys.map((key) => {
        const customer = this.lookUp(key);
        if (!customer) return null;
        const { customerId, status, kycLevel, mobileNumber } = customer;
        return { customerId, status, kycLevel, mobileNumber };
      }),
    );
  }

  register(registrations: readonly Registration[], _note: OperatorNote, now: Date): Promise<Registered[]> {
    return Promise.resolve(registrations.map((registration) => this.registerOne(registration, now)));
  }

  get(key: CustomerKey): Promise<Customer | undefined> {
    return Promise.resolve(this.lookUp(key));
  }

  changeStatus(
    key: CustomerKey,
    decide: (before: CustomerStatus) => CustomerStatus | undefined,
    _note: OperatorNote,
    now: Date,
  ) {
    const before = this.lookUp(key);
    if (!before) return Promise.resolve(undefined);
    const status = decide(before.status);
    if (status === undefined || status === before.status) {
      return Promise.resolve({ before: before.status, customer: before });
    }
    const customer = { ...before, status, version: before.version + 1, updatedAt: now };
    this.customers.set(customer.customerId, customer);
    const { customerId, version } = customer;
    this.facts.push({ fact: 'CustomerStatusChanged', customerId, customerVersion: version, status });
    return Promise.resolve({ before: before.status, customer });
  }

  private registerOne({ openingBalance, ...registration }: Registration, now: Date): Registered {
    const known = this.lookUp({ by: 'mobileNumber', mobileNumber: registration.mobileNumber });
    if (known) return { outcome: 'exists', customerId: known.customerId };
    const customerId = `2160${String(this.customers.size + 1).padStart(12, '0')}`;
    this.customers.set(customerId, { ...registration, customerId, version: 1, createdAt: now, updatedAt: now });
    const { status } = registration;
    this.facts.push({ fact: 'CustomerRegistered', customerId, customerVersion: 1, status, openingBalance });
    return { outcome: 'created', customerId };
  }

  private lookUp(key: CustomerKey): Customer | undefined {
    if (key.by === 'customerId') return this.customers.get(key.customerId);
    return [...this.customers.values()].find(({ mobileNumber }) => mobileNumber === key.mobileNumber);
  }
}
