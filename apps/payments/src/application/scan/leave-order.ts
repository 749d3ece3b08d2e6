import { isExpired, type Command, type Handled, type LeaveOrderCommand } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { refuse } from '../../domain/order/order';
import type { OrderBook } from '../../domain/payment/order-book';
import type { StoredOrders } from '../propose-otp';
import type { OrderViews, Seen } from './order-views';
import { decideOwn } from './own-orders';

/** The user does not pay: a scanned order that waits is closed for good, and Alipay+ is told. */
export class LeaveOrder {
  constructor(
    private readonly orders: StoredOrders,
    private readonly views: Pick<OrderViews, 'find'>,
    private readonly clock: Clock,
  ) {}

  execute(batch: readonly Command<LeaveOrderCommand>[]): Promise<Handled[]> {
    return decideOwn(this.views, batch, (own) =>
      this.orders.change(own, this.clock.now(), (book) => own.map((command) => this.leave(command, book))),
    );
  }

  private leave(command: Command<LeaveOrderCommand>, book: OrderBook): Handled | Seen {
    if (book.findHeld(command.key)) return 'locked';
    const order = book.find(command.key);
    const seen = { seen: command.payload.orderId };
    if (order?.state !== 'WAITING_FOR_USER') return seen;
    const now = this.clock.now();
    if (isExpired(command, now)) return 'expired';
    book.put(refuse(order, 'OrderClosed', now));
    return seen;
  }
}
