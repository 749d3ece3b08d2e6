import type { ProposeOtp as Resend } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Forwarding, type Message } from '@wallet/messaging';
import { mayBeLoginOf } from '../domain/order/opening';
import { isPastExpiry, refuse } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import type { Cause } from './cause';
import type { Decided } from './decided';
import { forwardToOtp, refusedReply, sendReplies, type Reply } from './reply';

export interface StoredOrders {
  /** One transaction: the orders that exist, locked, are given to `decide`; what it puts into the book is stored. Those that another transaction holds for too long are held in the book. */
  change<T>(causes: readonly Cause[], now: Date, decide: (book: OrderBook) => T): Promise<T>;
}

/**
 * sendOTP: an open order is forwarded to otp, which decides whether to send. A login id that is not masked and not the
 * order's is refused `RepeatInconsistent`; the number that gets the code is always the one stored with the order.
 */
export class ProposeOtp {
  constructor(
    private readonly orders: StoredOrders,
    private readonly edge: Answers & Forwarding,
    private readonly clock: Clock,
  ) {}

  async execute(batch: readonly Message<Resend>[]): Promise<void> {
    const now = this.clock.now();
    const live = batch.filter((message) => !isExpired(message, now));
    if (live.length === 0) return;
    const replies = await this.orders.change(live, now, (book) => live.map((message) => resend(book, message, now)));
    await sendReplies(this.edge, live, replies);
  }
}

function resend(book: OrderBook, { payload, correlationId }: Message<Resend>, now: Date): Decided<Reply> {
  if (book.findHeld(payload.paymentRequestId)) return 'locked';
  const order = book.find(payload.paymentRequestId);
  if (order?.state === 'CANCELLED') return refusedReply('OrderClosed');
  if (!order?.terms) return refusedReply('OrderNotFound');
  if (order.state !== 'WAITING_FOR_OTP') return refusedReply('OrderClosed');
  if (isPastExpiry(order, now)) return refusedReply(book.put(refuse(order, 'OrderClosed', now)).refusal);
  if (!mayBeLoginOf(order.terms.lookup, payload.userLoginId)) return refusedReply('RepeatInconsistent');
  return forwardToOtp(order, 'resend', correlationId);
}
