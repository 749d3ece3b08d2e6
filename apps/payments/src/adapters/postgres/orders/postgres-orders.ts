import type { Command } from '@wallet/contracts';
import { inTransaction, LockPatience, type RowLocks } from '@wallet/postgres';
import { milestone } from '@wallet/service';
import type { DataSource, EntityManager } from 'typeorm';
import type { PaymentRequestId } from '@wallet/kernel';
import type { Cancellations } from '../../../application/cancel-payment';
import type { DueOrders } from '../../../application/close-expired-orders';
import type { Openings, OpeningScope, Payers } from '../../../application/open-order';
import type { Purses, TokenPayments, TokenPaymentScope } from '../../../application/pay-by-token';
import type { StoredOrders } from '../../../application/propose-otp';
import type { Orders } from '../../../application/recall-payment';
import type { Recordings } from '../../../application/scan/record-scanned-order';
import type { LockedWallets, Settlements } from '../../../application/settle-payment';
import type { BusinessTime } from '../../../domain/business-time';
import type { Order } from '../../../domain/order/order';
import { OrderBook } from '../../../domain/payment/order-book';
import { addCredits, addDebits, addPostings } from '../ledger/ledger-writes';
import { OneStatement } from '../one-statement';
import { hasDueOrders, lockDueOrders, lockOrders, readOrders, readScanned } from './order-statements';
import { addOrders } from './order-writes';
import { lockPayers } from '../wallets/payer-statements';
import { redoneWhenTaken } from '../redone-when-taken';
import { addAgreementUsage, addGivenBack } from '../wallets/usage-writes';
import { lockCustomers, lockStatuses, lockWallets, readPayers } from '../wallets/wallet-statements';

/**
 * Orders and the ledger. Each batch is one transaction: locks (orders, then accounts, each ascending), reads, then one
 * statement that writes and goes out with COMMIT. The locks are NO KEY UPDATE: inserts that only refer to a locked account
 * do not wait for them, and cannot deadlock. What others hold for too long is given to `decide` as held.
 */
export class PostgresOrders
  implements Openings, Recordings, Settlements, TokenPayments, Cancellations, StoredOrders, DueOrders, Orders
{
  private readonly patience = new LockPatience();

  constructor(private readonly dataSource: DataSource) {}

  async find(paymentRequestIds: readonly PaymentRequestId[]): Promise<ReadonlyMap<string, Order>> {
    const orders = await readOrders(this.dataSource, paymentRequestIds);
    return new Map(orders.map((order) => [order.paymentRequestId, order]));
  }

  open<T>({ causes, customerIds, time }: OpeningScope, decide: (book: OrderBook, payers: Payers) => T): Promise<T> {
    return this.transaction(async (manager, locks) => {
      const book = await lockBook(manager, causes, locks);
      const { wallets, held } = await readPayers(manager, { customerIds, day: time.day }, locks);
      const result = decide(book, { wallets: new Map(wallets.map((each) => [each.customerId, each])), held });
      writeOrders(manager, book, causes, time.now);
      return result;
    });
  }

  /** The lock on the wallet keeps a customer's codes from being recorded twice at once: nothing else is unique about them. */
  record<T>({ causes, customerIds, time }: OpeningScope, decide: (book: OrderBook, payers: Payers) => T): Promise<T> {
    return this.transaction(async (manager, locks) => {
      const { orders, held: heldOrders } = await lockOrders(manager, keysOf(causes), locks);
      const { wallets, held } = await lockCustomers(manager, { customerIds, day: time.day }, locks);
      const book = new OrderBook([...(await readScanned(manager, customerIds)), ...orders]);
      for (const order of heldOrders) book.hold(order);
      const result = decide(book, { wallets: new Map(wallets.map((each) => [each.customerId, each])), held });
      writeOrders(manager, book, causes, time.now);
      return result;
    });
  }

  settle<T>(
    causes: readonly Command[],
    time: BusinessTime,
    decide: (book: OrderBook, wallets: LockedWallets) => T,
  ): Promise<T> {
    return this.transaction(async (manager, locks) => {
      const book = await lockBook(manager, causes, locks);
      const ids = book.payable.map(({ payer }) => payer.accountId);
      const wallets = await lockWallets(manager, { ids, day: time.day }, locks);
      const locked = new Map(wallets.map((wallet) => [wallet.accountId, wallet]));
      for (const order of book.payable) if (locks.skip && !locked.has(order.payer.accountId)) book.hold(order);
      const result = decide(book, locked);
      writePayments(manager, book, causes, time);
      return result;
    });
  }

  /** Locks no orders: none that exists is changed. */
  pay<T>(scope: TokenPaymentScope, decide: (book: OrderBook, purses: Purses) => T): Promise<T> {
    return this.transaction(async (manager, locks) => {
      const { purses, knownIds } = await lockPayers(manager, scope, locks);
      const book = new OrderBook(knownIds.length > 0 ? await readOrders(manager, knownIds) : []);
      const result = decide(book, purses);
      writePayments(manager, book, scope.causes, scope.time);
      return result;
    });
  }

  cancel<T>(causes: readonly Command[], now: Date, decide: (book: OrderBook) => T): Promise<T> {
    return this.transaction(async (manager, locks) => {
      const book = await lockBook(manager, causes, locks);
      const accountIds = book.paid.map(({ accountId }) => accountId);
      const locked = await lockStatuses(manager, accountIds, locks);
      for (const order of book.paid) if (locks.skip && !locked.has(order.accountId)) book.hold(order);
      const result = decide(book);
      writeReversals(manager, book, causes, now);
      return result;
    });
  }

  change<T>(causes: readonly Command[], now: Date, decide: (book: OrderBook) => T): Promise<T> {
    return this.transaction(async (manager, locks) => {
      const book = await lockBook(manager, causes, locks);
      const result = decide(book);
      writeOrders(manager, book, causes, now);
      return result;
    });
  }

  async due(now: Date, limit: number, decide: (book: OrderBook) => void): Promise<number> {
    if (!(await hasDueOrders(this.dataSource, now))) return 0;
    return this.transaction(async (manager) => {
      const orders = await lockDueOrders(manager, now, limit);
      const book = new OrderBook(orders);
      decide(book);
      writeOrders(manager, book, [], now);
      return orders.length;
    });
  }

  private transaction<T>(work: (manager: EntityManager, locks: RowLocks) => Promise<T>): Promise<T> {
    return this.patience.run((locks) =>
      redoneWhenTaken(() => inTransaction(this.dataSource, (manager) => work(manager, locks))),
    );
  }
}

const keysOf = (causes: readonly Command[]): string[] => causes.map(({ key }) => key);

async function lockBook(manager: EntityManager, causes: readonly Command[], locks: RowLocks): Promise<OrderBook> {
  const { orders, held } = await lockOrders(manager, keysOf(causes), locks);
  const book = new OrderBook(orders);
  for (const order of held) book.hold(order);
  return book;
}

function writeOrders(manager: EntityManager, book: OrderBook, causes: readonly Command[], now: Date): void {
  const statement = new OneStatement();
  addOrders(statement, book.changes, causes, now);
  statement.sendLast(manager);
}

function writePayments(
  manager: EntityManager,
  book: OrderBook,
  causes: readonly Command[],
  { now, day }: BusinessTime,
): void {
  milestone('payments.payment.decided');
  const statement = new OneStatement();
  addDebits(statement, book.postings, day);
  addOrders(statement, book.changes, causes, now);
  addPostings(statement, book.postings, now);
  addAgreementUsage(statement, book.changes, day);
  statement.sendLast(manager);
}

function writeReversals(manager: EntityManager, book: OrderBook, causes: readonly Command[], now: Date): void {
  const statement = new OneStatement();
  addCredits(statement, book.postings);
  addOrders(statement, book.changes, causes, now);
  addPostings(statement, book.postings, now);
  addGivenBack(statement, book.givenBack);
  statement.sendLast(manager);
}
