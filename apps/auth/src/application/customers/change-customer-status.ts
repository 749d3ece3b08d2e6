import { systemClock, type Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { Customer } from '../../domain/customer';
import { statusAfter, type StatusChange } from '../../domain/status-change';
import { readReference } from './customer-reference';
import type { ReadMobileNumber } from './mobile-number';
import type { CustomerRegistry } from '../ports/customer-registry';

/** `changed` is false when the customer had that status already; `closed` refuses: a closed customer stays closed. */
export type StatusChangeResult =
  { readonly outcome: 'done'; readonly changed: boolean; readonly customer: Customer } | { readonly outcome: 'closed' };

/** Freezes, unfreezes or closes a customer; doing it again is fine. */
export class ChangeCustomerStatus {
  constructor(
    private readonly registry: CustomerRegistry,
    private readonly readMobileNumber: ReadMobileNumber,
    private readonly clock: Clock = systemClock,
  ) {}

  /** By login id or customer id; undefined when there is none. Throws DependencyFault. */
  async execute(
    rawReference: string,
    change: StatusChange,
    note: OperatorNote,
  ): Promise<StatusChangeResult | undefined> {
    const key = readReference(rawReference, this.readMobileNumber);
    if (!key) return undefined;
    const decide = statusAfter.bind(undefined, change);
    const stored = await this.registry.changeStatus(key, decide, note, this.clock.now());
    if (!stored) return undefined;
    if (decide(stored.before) === undefined) return { outcome: 'closed' };
    return { outcome: 'done', changed: stored.before !== stored.customer.status, customer: stored.customer };
  }
}
