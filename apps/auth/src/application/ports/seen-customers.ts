import type { OperatorNote } from '@wallet/operator-contract';
import type { Customer } from '../../domain/customer';

export type SeenCustomer = Pick<Customer, 'customerId' | 'status'>;

/**
 * What auth has told of customers whose directory is elsewhere. Each change and the fact about it are stored together or
 * not at all. Everything throws DependencyFault.
 */
export interface SeenCustomers {
  /** Tells of those that were never seen, with an account at zero; the others stay as they are. */
  register(customers: readonly SeenCustomer[], now: Date): Promise<void>;

  /**
   * Registers who was never seen. `changed` is false when the customer had that status already; else the note, if there is
   * one, is kept with the change.
   */
  setStatus(customer: SeenCustomer, now: Date, note?: OperatorNote): Promise<{ changed: boolean; version: number }>;
}
