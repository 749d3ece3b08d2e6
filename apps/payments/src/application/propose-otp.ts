import type { Command, Handled, ProposeOtpCommand } from '@wallet/contracts';
import { refused, type Clock } from '@wallet/kernel';
import { mayBeLoginOf } from '../domain/order/opening';
import { isPastExpiry, refuse } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import { forwardToOtp } from './forward-to-otp';

export interface StoredOrders {
  /** One transaction: the orders that exist, locked, are given to `decide`; what it puts into the book is stored. Those that another transaction holds for too long are held in the book. */
  change<T>(causes: readonly Command[], now: Date, decide: (book: OrderBook) => T): Promise<T>;
}

/**
 * sendOTP: an open order is forwarded to otp, which decides whether to send. A login id that is not masked and not the
 * order's is refused `RepeatInconsistent`; the number that gets the code is always the one stored with the order.
 */
export class ProposeOtp {
  constructor(
    private readonly orders: StoredOrders,
    private readonly clock: Clock,
  ) {}

  execute(batch: readonly Command<ProposeOtpCommand>[]): Promise<Handled[]> {
    const now = this.clock.now();
    return this.orders.change(batch, now, (book) => batch.map((command) => resend(book, command, now)));
  }
}

function resend(book: OrderBook, { payload, correlationId }: Command<ProposeOtpCommand>, now: Date): Handled {
  if (book.findHeld(payload.paymentRequestId)) return 'locked';
  const order = book.find(payload.paymentRequestId);
  if (order?.state === 'CANCELLED') return refused('OrderClosed');
  if (!order?.terms) return refused('OrderNotFound');
  if (order.state !== 'WAITING_FOR_OTP') return refused('OrderClosed');
  if (isPastExpiry(order, now)) return refused(book.put(refuse(order, 'OrderClosed', now)).refusal);
  if (!mayBeLoginOf(order.terms.lookup, payload.userLoginId)) return refused('RepeatInconsistent');
  return forwardToOtp(order, 'resend', correlationId);
}
