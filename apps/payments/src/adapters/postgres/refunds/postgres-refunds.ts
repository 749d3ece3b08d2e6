import type { Command, RefundPaymentCommand } from '@wallet/contracts';
import { inTransaction, LockPatience, type RowLocks } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { Refunds } from '../../../application/refund-payment';
import { RefundBook } from '../../../domain/refund/refund-book';
import { addCredits, addPostings } from '../ledger/ledger-writes';
import { OneStatement } from '../one-statement';
import { lockOrders } from '../orders/order-statements';
import { addRefunded, addRefunds, readRefunds } from './refund-writes';
import { redoneWhenTaken } from '../redone-when-taken';
import { lockStatuses } from '../wallets/wallet-statements';

/**
 * Refunds. Each batch is one transaction: locks as for orders, then the refunds that exist are read, so that a repeat of a
 * payment's own refund is always found, then one statement that writes.
 */
export class PostgresRefunds implements Refunds {
  private readonly patience = new LockPatience();

  constructor(private readonly dataSource: DataSource) {}

  refund<T>(causes: readonly Command<RefundPaymentCommand>[], now: Date, decide: (book: RefundBook) => T): Promise<T> {
    const transaction = async (manager: EntityManager, locks: RowLocks): Promise<T> => {
      const book = await lockBook(manager, causes, locks);
      const result = decide(book);
      const statement = new OneStatement();
      addRefunds(statement, book.added, causes);
      addRefunded(statement, book.added, now);
      addCredits(statement, book.postings);
      addPostings(statement, book.postings, now);
      statement.sendLast(manager);
      return result;
    };
    return this.patience.run((locks) =>
      redoneWhenTaken(() => inTransaction(this.dataSource, (manager) => transaction(manager, locks))),
    );
  }
}

async function lockBook(
  manager: EntityManager,
  causes: readonly Command<RefundPaymentCommand>[],
  locks: RowLocks,
): Promise<RefundBook> {
  const keys = causes.map(({ key }) => key);
  const { orders, held } = await lockOrders(manager, keys, locks);
  const accountIds = orders.flatMap((order) => (order.state === 'PAID' ? order.accountId : []));
  const statuses = await lockStatuses(manager, accountIds, locks);
  const refundIds = causes.map(({ payload }) => payload.refundRequestId);
  const book = new RefundBook(orders, statuses, await readRefunds(manager, refundIds));
  const walletsHeld = orders.filter((each) => locks.skip && each.state === 'PAID' && !statuses.has(each.accountId));
  for (const order of [...held, ...walletsHeld]) book.hold(order);
  return book;
}
