import { systemClock, type Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import { readReference } from './customer-reference';
import type { ReadMobileNumber } from './mobile-number';
import type { Changed, CustomerRegistry } from '../ports/customer-registry';

/** How well a customer is known, from the next payment on. Doing it again is fine. */
export class SetKycLevel {
  constructor(
    private readonly registry: CustomerRegistry,
    private readonly readMobileNumber: ReadMobileNumber,
    private readonly clock: Clock = systemClock,
  ) {}

  /** By login id or customer id; undefined when there is none. Throws DependencyFault. */
  async execute(rawReference: string, kycLevel: number, note: OperatorNote): Promise<Changed | undefined> {
    const key = readReference(rawReference, this.readMobileNumber);
    return key && this.registry.setKycLevel(key, kycLevel, note, this.clock.now());
  }
}
