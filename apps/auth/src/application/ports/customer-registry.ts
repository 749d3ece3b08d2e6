import type { Money } from '@wallet/money';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerId } from '@wallet/kernel';
import type { Customer, CustomerKey, CustomerStatus, MobileNumber } from '../../domain/customer';

export interface Registration {
  readonly mobileNumber: MobileNumber;
  readonly openingBalance: Money;
  readonly status: CustomerStatus;
  readonly kycLevel: number;
}

/** A number that a customer gave up, and that nobody else gets until then. */
export interface Quarantined {
  readonly outcome: 'quarantined';
  readonly until: Date;
}

/**
 * `exists`: the number belongs to a customer already, which stays as it is; `quarantined`: the customer gave it up.
 */
export type Registered = { readonly customerId: CustomerId } & (
  { readonly outcome: 'created' | 'exists' } | Quarantined
);

/** `changed` is false when it was so before; `closed`: nothing of a closed customer is changed. */
export type Changed =
  { readonly outcome: 'done'; readonly changed: boolean; readonly customer: Customer } | { readonly outcome: 'closed' };

/** `in-use`: the number is another customer's. */
export type Renumbered = Changed | Quarantined | { readonly outcome: 'in-use' };

/** What would be opened is more than may be without a second operator: it has to be staged as a whole (`CustomerImports`). */
export class AboveCeiling extends Error {}

/** The customers that auth owns itself. Each change and the fact about it are stored together or not at all. */
export interface CustomerRegistry {
  /**
   * One result for each registration, in their order. What is created is stored with the note. Throws DependencyFault, and
   * AboveCeiling when nothing was done.
   */
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

  /**
   * Gives the customer another number; the one before goes into quarantine. Of many who ask for one number one gets it.
   * A change is stored with the note. Undefined: no such customer. Throws DependencyFault.
   */
  renumber(
    key: CustomerKey,
    mobileNumber: MobileNumber,
    note: OperatorNote,
    now: Date,
  ): Promise<Renumbered | undefined>;

  /** As `renumber`. */
  setKycLevel(key: CustomerKey, kycLevel: number, note: OperatorNote, now: Date): Promise<Changed | undefined>;
}
