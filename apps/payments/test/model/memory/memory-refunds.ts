import type { Command, RefundPaymentCommand } from '@wallet/contracts';
import type { Refunds } from '../../../src/application/refund-payment';
import type { Order } from '../../../src/domain/order/order';
import { RefundBook } from '../../../src/domain/refund/refund-book';
import type { MemoryDatabase, Transaction } from './memory-database';
import { Writes } from './memory-writes';
import type { Observer } from './observer';

/** As `PostgresRefunds`: locks as for orders, then the refunds that exist are read. */
export class MemoryRefunds implements Refunds {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly observer: Observer,
  ) {}

  refund<T>(causes: readonly Command<RefundPaymentCommand>[], now: Date, decide: (book: RefundBook) => T): Promise<T> {
    const { safeties } = this.database.options;
    return this.database.transaction('refund', async (tx) => {
      const found = await this.lockedOrders(tx, causes);
      const book = this.book(tx, found, causes);
      const result = decide(book);
      if (book.added.length > 0) {
        tx.write((tables) => {
          const writes = new Writes(tables, safeties);
          writes.refunds(book.added);
          writes.credits(book.postings);
        });
        tx.write((tables) => new Writes(tables, safeties).postings(book.postings));
      }
      tx.committed(this.observer.decided({ causes, found, now }, result));
      return result;
    });
  }

  private async lockedOrders(tx: Transaction, causes: readonly Command<RefundPaymentCommand>[]): Promise<Order[]> {
    const ids = causes.map(({ key }) => key).filter((id) => tx.tables.orders.has(id));
    await tx.lock('order', ids);
    const orders = [...new Set(ids)].flatMap((id) => tx.tables.orders.get(id) ?? []);
    const customerIds = orders.flatMap((order) => (order.state === 'PAID' ? order.customerId : []));
    await tx.lock('account', customerIds);
    return orders;
  }

  private book(
    tx: Transaction,
    orders: readonly Order[],
    causes: readonly Command<RefundPaymentCommand>[],
  ): RefundBook {
    const statuses = new Map([...tx.tables.accounts.values()].map(({ accountId, status }) => [accountId, status]));
    const isFound = this.database.options.safeties.has('stored-results');
    const stored = isFound ? causes.flatMap(({ payload }) => tx.tables.refunds.get(payload.refundRequestId) ?? []) : [];
    return new RefundBook(orders, statuses, stored);
  }
}
