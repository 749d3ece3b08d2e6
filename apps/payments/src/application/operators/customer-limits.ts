import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerId } from '@wallet/kernel';

/** A customer's own limits; `null`: the setting applies. Amounts are minor units of the wallet's currency. */
export interface OwnLimits {
  readonly single: bigint | null;
  readonly dailyAmount: bigint | null;
  readonly dailyCount: number | null;
}

/** Everything throws DependencyFault. */
export abstract class CustomerLimits {
  /** `undefined`: there is no such customer. */
  abstract of(customerId: CustomerId): Promise<OwnLimits | undefined>;

  /** Sets what is given, with the operator's note in the same transaction; returns what is set then, or as `of`. */
  abstract set(
    customerId: CustomerId,
    limits: Partial<OwnLimits>,
    note: OperatorNote,
    now: Date,
  ): Promise<OwnLimits | undefined>;
}
