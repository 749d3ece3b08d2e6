import { systemClock, type Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import { readReference } from './customer-reference';
import type { ReadMobileNumber } from './mobile-number';
import type { CustomerRegistry, Renumbered } from '../ports/customer-registry';

/** `unreadable-login-id`: not a valid mobile number. */
export type RenumberResult = Renumbered | { readonly outcome: 'unreadable-login-id' };

/** Gives a customer another number; agreements and money stay. Doing it again is fine. */
export class RenumberCustomer {
  constructor(
    private readonly registry: CustomerRegistry,
    private readonly readMobileNumber: ReadMobileNumber,
    private readonly clock: Clock = systemClock,
  ) {}

  /** By login id or customer id; undefined when there is none. Throws DependencyFault. */
  async execute(rawReference: string, rawLoginId: string, note: OperatorNote): Promise<RenumberResult | undefined> {
    const key = readReference(rawReference, this.readMobileNumber);
    if (!key) return undefined;
    const mobileNumber = this.readMobileNumber(rawLoginId);
    if (!mobileNumber) return { outcome: 'unreadable-login-id' };
    return this.registry.renumber(key, mobileNumber, note, this.clock.now());
  }
}
