import { inTransaction } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { RefundCause, Refunds } from '../../application/refund-payment';
import { RefundBook } from '../../domain/refund-book';
import { addCredits, addPostings } from './ledger-writes';
import { OneStatement } from './one-statement';
import { lockOrders } from './order-statements';
import { addRefunded, addRefunds, readRefunds } from './refund-writes';
import { redoneWhenTaken } from './taken';
import { lockStatuses } from './wallet-statements';

/**
 * Refunds. Each batch is one transaction: locks as for orders, then the refunds that exist are read, so that a repeat of a
 * payment's own refund is always found, then one statement that writes.
 */
export class PostgresRefunds implements Refunds {
  constructor(private readonly dataSource: DataSource) {}

  refund<T>(causes: readonly RefundCause[], now: Date, decide: (book: RefundBook) => T): Promise<T> {
    return redoneWhenTaken(() =>
      inTransaction(this.dataSource, async (manager) => {
        const book = await lockBook(manager, causes);
        const result = decide(book);
        const statement = new OneStatement();
        addRefunds(statement, book.added, causes);
        addRefunded(statement, book.added, now);
        addCredits(statement, book.postings);
        addPostings(statement, book.postings, now);
        await statement.send(manager);
        return result;
      }),
    );
  }
}

async function lockBook(manager: EntityManager, causes: readonly RefundCause[]): Promise<RefundBook> {
  const keys = causes.map(({ key }) => key);
  const orders = await lockOrders(manager, keys);
  const accountIds = orders.flatMap((order) => (order.state === 'PAID' ? order.accountId : []));
  const statuses = await lockStatuses(manager, accountIds);
  const refundIds = causes.map(({ refundRequestId }) => refundRequestId);
  return new RefundBook(orders, statuses, await readRefunds(manager, refundIds));
}
