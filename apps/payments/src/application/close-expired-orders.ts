import type { Clock } from '@wallet/kernel';
import { refuse } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';

export interface DueOrders {
  /**
   * Up to `limit` waiting orders that are past their expiry at `now` and that no other replica holds, in one
   * transaction; what `decide` puts into the book is stored. Returns how many there were.
   */
  due(now: Date, limit: number, decide: (book: OrderBook) => void): Promise<number>;
}

const batchSize = 100;

/** Orders past their expiry close by themselves; each that was ours to pay is notified as failed. */
export class CloseExpiredOrders {
  constructor(
    private readonly orders: DueOrders,
    private readonly clock: Clock,
  ) {}

  /** One batch; true when there may be more. */
  async execute(): Promise<boolean> {
    const now = this.clock.now();
    const count = await this.orders.due(now, batchSize, (book) => {
      for (const order of book.undecided) book.put(refuse(order, 'OrderClosed', now));
    });
    return count === batchSize;
  }
}
