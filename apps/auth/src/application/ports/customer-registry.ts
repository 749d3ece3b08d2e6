import type { Money } from '@wallet/money';
import type { Customer, CustomerKey, CustomerStatus, MobileNumber } from '../../domain/customer';
import type { OperatorNote } from './operator-note';

export interface Registration {
  readonly mobileNumber: MobileNumber;
  readonly openingBalance: Money;
  readonly status: CustomerStatus;
  readonly kycLevel: number;
}

export interface Registered {
  /** `exists`: the number belongs to a customer already, which stays as it is. */
  readonly outcome: 'created' | 'exists';
  readonly customerId: string;
}

/** The customers that auth owns itself. Each change and the fact about it are stored together or not at all. */
export interface CustomerRegistry {
  /** One result for each registration, in their order. What is created is stored with the note. Throws DependencyFault. */
  register(registrations: readonly Registration[], note: OperatorNote, now: Date): Promise<Registered[]>;

  /** Throws DependencyFault. */
  get(key: CustomerKey): Promise<Customer | undefined>;

  /**
   * Asks `decide` for the status after the one that is stored; undefined leaves it. Nobody else changes the customer
   * between the question and the answer. A change is stored with the note. Undefined: no such customer. Throws
   * DependencyFault.
   */
  changeStatus(
    key: CustomerKey,
    decide: (before: CustomerStatus) => CustomerStatus | undefined,
    note: OperatorNote,
    now: Date,
  ): Promise<{ before: CustomerStatus; customer: Customer } | undefined>;
}
