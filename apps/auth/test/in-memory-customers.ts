import type { CustomerFact, IdentifiedCustomer } from '@wallet/contracts';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerDirectory } from '../src/application/ports/customer-directory';
import type { CustomerRegistry, Registered, Registration } from '../src/application/ports/customer-registry';
import type { Customer, CustomerKey, CustomerStatus, MobileNumber } from '../src/domain/customer';

export const quarantineMs = 90 * 24 * 60 * 60 * 1_000;

interface Held {
  readonly customerId: string;
  readonly freedAt?: Date;
}

/** Both ports without a database; held to the same conformance suite as the real ones. */
export class InMemoryCustomers implements CustomerDirectory, CustomerRegistry {
  readonly facts: CustomerFact[] = [];
  private readonly customers = new Map<string, Customer>();
  private readonly numbers = new Map<MobileNumber, Held>();

  find(keys: readonly CustomerKey[]): Promise<(IdentifiedCustomer | null)[]> {
    return Promise.resolve(
      keys.map((key) => {
        const customer = this.lookUp(key);
        if (!customer?.mobileNumber) return null;
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

  renumber(key: CustomerKey, mobileNumber: MobileNumber, _note: OperatorNote, now: Date) {
    const before = this.lookUp(key);
    const held = this.numbers.get(mobileNumber);
    const until = this.keptUntil(mobileNumber);
    if (!before) return Promise.resolve(undefined);
    if (before.status === 'CLOSED') return Promise.resolve({ outcome: 'closed' } as const);
    if (before.mobileNumber === mobileNumber) return this.changed(before, {}, undefined);
    if (held && held.customerId !== before.customerId) {
      if (!until) return Promise.resolve({ outcome: 'in-use' } as const);
      if (until > now) return Promise.resolve({ outcome: 'quarantined', until } as const);
    }
    const { customerId } = before;
    if (before.mobileNumber) this.numbers.set(before.mobileNumber, { customerId, freedAt: now });
    this.take(mobileNumber, customerId);
    return this.changed(before, { mobileNumber }, now);
  }

  setKycLevel(key: CustomerKey, kycLevel: number, _note: OperatorNote, now: Date) {
    const before = this.lookUp(key);
    if (!before) return Promise.resolve(undefined);
    if (before.status === 'CLOSED') return Promise.resolve({ outcome: 'closed' } as const);
    return this.changed(before, { kycLevel }, before.kycLevel === kycLevel ? undefined : now);
  }

  /** `at` undefined: nothing was changed. */
  private changed(before: Customer, change: Partial<Customer>, at: Date | undefined) {
    const customer = at ? { ...before, ...change, updatedAt: at } : before;
    this.customers.set(customer.customerId, customer);
    return Promise.resolve({ outcome: 'done', changed: at !== undefined, customer } as const);
  }

  private registerOne({ openingBalance, ...registration }: Registration, now: Date): Registered {
    const { status, mobileNumber } = registration;
    const held = this.numbers.get(mobileNumber);
    const until = this.keptUntil(mobileNumber);
    if (held && (!until || status === 'CLOSED')) return { outcome: 'exists', customerId: held.customerId };
    if (held && until && until > now) return { outcome: 'quarantined', until, customerId: held.customerId };
    const customerId = `2160${String(this.customers.size + 1).padStart(12, '0')}`;
    this.take(mobileNumber, customerId);
    this.customers.set(customerId, { ...registration, customerId, version: 1, createdAt: now, updatedAt: now });
    this.facts.push({ fact: 'CustomerRegistered', customerId, customerVersion: 1, status, openingBalance });
    return { outcome: 'created', customerId };
  }

  /** Undefined: it belongs to nobody, or is in use. */
  private keptUntil(number: MobileNumber): Date | undefined {
    const held = this.numbers.get(number);
    const holder = held && this.customers.get(held.customerId);
    const freedAt = held?.freedAt ?? (holder?.status === 'CLOSED' ? holder.updatedAt : undefined);
    return freedAt && new Date(freedAt.getTime() + quarantineMs);
  }

  private take(mobileNumber: MobileNumber, customerId: string): void {
    const holder = this.customers.get(this.numbers.get(mobileNumber)?.customerId ?? '');
    if (holder?.mobileNumber === mobileNumber)
      this.customers.set(holder.customerId, { ...holder, mobileNumber: undefined });
    this.numbers.set(mobileNumber, { customerId });
  }

  private lookUp(key: CustomerKey): Customer | undefined {
    if (key.by === 'customerId') return this.customers.get(key.customerId);
    return [...this.customers.values()].find(({ mobileNumber }) => mobileNumber === key.mobileNumber);
  }
}
