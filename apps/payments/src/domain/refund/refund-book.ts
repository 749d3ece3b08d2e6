import type { PaymentRequestId, RefundRequestId } from '@wallet/kernel';
import type { Order, PaidOrder } from '../order/order';
import { Posting } from '../ledger/posting';
import { refunded, type Refund } from './refund';
import type { CustomerStatus } from '../wallet/wallet';

/**
 * What one batch of refunds decides on, in sequence: later decisions see earlier ones. What is new is collected, to be
 * written at once.
 */
export class RefundBook {
  private readonly orders: Map<string, Order>;
  private readonly refunds: Map<string, Refund>;
  private readonly held = new Set<string>();
  readonly added: Refund[] = [];
  readonly postings: Posting[] = [];

  /** `statuses`: of the paid orders' accounts, by account id. */
  constructor(
    orders: Iterable<Order>,
    private readonly statuses: ReadonlyMap<string, CustomerStatus>,
    refunds: Iterable<Refund>,
  ) {
    this.orders = new Map([...orders].map((order) => [order.paymentRequestId, order]));
    this.refunds = new Map([...refunds].map((refund) => [refund.refundRequestId, refund]));
  }

  find(refundRequestId: RefundRequestId): Refund | undefined {
    return this.refunds.get(refundRequestId);
  }

  order(paymentRequestId: PaymentRequestId): Order | undefined {
    return this.orders.get(paymentRequestId);
  }

  /** Another transaction holds the order or its wallet: nothing may be decided of it now. */
  hold({ paymentRequestId }: Order): void {
    this.held.add(paymentRequestId);
  }

  isHeld(paymentRequestId: PaymentRequestId): boolean {
    return this.held.has(paymentRequestId);
  }

  /** Throws when a paid order has no account: a bug. */
  customerStatus({ accountId }: PaidOrder): CustomerStatus {
    const status = this.statuses.get(accountId);
    if (!status) throw new Error(`no account ${accountId}`);
    return status;
  }

  /** Throws when a refund that succeeded is of no paid order. */
  add(refund: Refund): Refund {
    this.added.push(refund);
    this.refunds.set(refund.refundRequestId, refund);
    if (refund.state === 'SUCCEEDED') this.pay(refund);
    return refund;
  }

  private pay({ paymentRequestId, refundRequestId, terms }: Refund): void {
    const order = this.orders.get(paymentRequestId);
    if (order?.state !== 'PAID') throw new Error(`${paymentRequestId} is not paid`);
    this.orders.set(paymentRequestId, refunded(order, terms));
    const posting = Posting.refund(order, refundRequestId, terms);
    if (posting) this.postings.push(posting);
  }
}
