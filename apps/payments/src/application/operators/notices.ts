import type { PaymentFact } from '@wallet/contracts';
import type { OperatorNote, PagePlace, ToldPage } from '@wallet/operator-contract';
import type { PaymentRequestId } from '@wallet/kernel';

/** An order whose result was written to the outbox when it was decided. */
export interface ToldOrder {
  readonly paymentRequestId: PaymentRequestId;
  readonly state: 'PAID' | 'FAILED' | 'CLOSED' | 'CANCELLED';
}

export interface ToldOrders {
  readonly orders: readonly ToldOrder[];
  /** Undefined: there are no more. */
  readonly next: PagePlace | undefined;
}

export interface Repaired {
  /** What was written to the outbox again; without a note, what would be. */
  readonly mended: readonly { readonly paymentRequestId: PaymentRequestId; readonly fact: PaymentFact['fact'] }[];
  /** Their fact still is in the outbox, or has just left it, or another transaction holds the order. */
  readonly underWay: readonly string[];
}

/** What the world was to be told of orders. Everything throws DependencyFault. */
export abstract class Notices {
  /** By the time at which they were made, the oldest first. */
  abstract told(page: ToldPage): Promise<ToldOrders>;
  /**
   * In one transaction: of each order that is locked, what there is to be told of it as it is now goes to the outbox
   * again, with an entry of what the operator did. Without a note nothing is stored.
   */
  abstract repair(
    paymentRequestIds: readonly PaymentRequestId[],
    note: OperatorNote | undefined,
    now: Date,
  ): Promise<Repaired>;
}
