import type { PaymentRequestId } from '@wallet/kernel';
import type { Usage } from './cancellation';
import {
  isUndecided,
  type Order,
  type PaidOrder,
  type ScannedOrder,
  type UndecidedOrder,
  type WaitingOrder,
} from '../order/order';
import type { Posting } from '../ledger/posting';

/**
 * The orders that one batch decides on, in sequence: later decisions see earlier ones. What changed is collected, to be
 * written at once.
 */
export class OrderBook {
  private readonly orders: Map<string, Order>;
  private readonly changed = new Map<string, Order>();
  private readonly held = new Map<string, Order>();
  readonly postings: Posting[] = [];
  /** Of the payments that were undone. */
  readonly givenBack: Usage[] = [];

  constructor(stored: Iterable<Order>) {
    this.orders = new Map([...stored].map((order) => [order.paymentRequestId, order]));
  }

  find(paymentRequestId: PaymentRequestId): Order | undefined {
    return this.orders.get(paymentRequestId);
  }

  /** Another transaction holds the order or its wallet: nothing may be decided of it now, and `find` does not know it. */
  hold(order: Order): void {
    this.orders.delete(order.paymentRequestId);
    this.held.set(order.paymentRequestId, order);
  }

  /** As it was last committed. */
  findHeld(paymentRequestId: PaymentRequestId): Order | undefined {
    return this.held.get(paymentRequestId);
  }

  /** Those that may be paid now. */
  get payable(): readonly (WaitingOrder | ScannedOrder)[] {
    return this.undecided.filter((order) => order.kind !== 'SDK');
  }

  get undecided(): readonly UndecidedOrder[] {
    return [...this.orders.values()].filter(isUndecided);
  }

  get paid(): readonly PaidOrder[] {
    return [...this.orders.values()].filter((order) => order.state === 'PAID');
  }

  /** New orders have version 1. Throws when an order changes twice: a batch writes each order once. */
  get changes(): readonly Order[] {
    return [...this.changed.values()];
  }

  put<T extends Order>(order: T): T {
    if (this.changed.has(order.paymentRequestId)) throw new Error('an order changes at most once in a batch');
    this.changed.set(order.paymentRequestId, order);
    this.orders.set(order.paymentRequestId, order);
    return order;
  }
}
