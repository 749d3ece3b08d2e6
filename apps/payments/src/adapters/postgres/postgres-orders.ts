import { inTransaction } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { Cause } from '../../application/cause';
import type { DueOrders } from '../../application/close-expired-orders';
import type { Openings, OpeningScope } from '../../application/open-order';
import type { StoredOrders } from '../../application/propose-otp';
import type { Orders } from '../../application/recall-payment';
import type { LockedWallets, Settlements } from '../../application/settle-payment';
import type { BusinessTime } from '../../domain/business-time';
import type { Order } from '../../domain/order';
import { OrderBook } from '../../domain/order-book';
import type { Wallet } from '../../domain/wallet';
import { debitWallets, post } from './ledger-statements';
import { hasDueOrders, lockDueOrders, lockOrders, readOrders, writeOrders } from './order-statements';
import { lockWallets, readWallets } from './wallet-statements';

/**
 * Orders and the ledger. Each batch is one transaction: locks (orders, then accounts, each ascending), reads, then writes.
 * The locks are NO KEY UPDATE: inserts that only refer to a locked account do not wait for them, and cannot deadlock.
 */
export class PostgresOrders implements Openings, Settlements, StoredOrders, DueOrders, Orders {
  constructor(private readonly dataSource: DataSource) {}

  async find(paymentRequestIds: readonly string[]): Promise<ReadonlyMap<string, Order>> {
    const orders = await readOrders(this.dataSource, paymentRequestIds);
    return new Map(orders.map((order) => [order.paymentRequestId, order]));
  }

  open<T>(
    { causes, customerIds, time }: OpeningScope,
    decide: (book: OrderBook, wallets: ReadonlyMap<string, Wallet>) => T,
  ): Promise<T> {
    return inTransaction(this.dataSource, async (manager) => {
      const book = new OrderBook(await lockOrders(manager, keysOf(causes)));
      const wallets = await readWallets(manager, 'customer_id', customerIds, time.day);
      const result = decide(book, new Map(wallets.map((wallet) => [wallet.customerId, wallet])));
      await writeOrders(manager, book, time.now, causes);
      return result;
    });
  }

  settle<T>(
    causes: readonly Cause[],
    time: BusinessTime,
    decide: (book: OrderBook, wallets: LockedWallets) => T,
  ): Promise<T> {
    return inTransaction(this.dataSource, async (manager) => {
      const book = new OrderBook(await lockOrders(manager, keysOf(causes)));
      const accountIds = book.waiting.map(({ payer }) => payer.accountId);
      const wallets = await lockWallets(manager, accountIds, time.day);
      const result = decide(book, new Map(wallets.map((wallet) => [wallet.accountId, wallet])));
      await writeSettlements(manager, book, time, causes);
      return result;
    });
  }

  change<T>(causes: readonly Cause[], now: Date, decide: (book: OrderBook) => T): Promise<T> {
    return inTransaction(this.dataSource, async (manager) => {
      const book = new OrderBook(await lockOrders(manager, keysOf(causes)));
      const result = decide(book);
      await writeOrders(manager, book, now, causes);
      return result;
    });
  }

  async due(now: Date, limit: number, decide: (book: OrderBook) => void): Promise<number> {
    if (!(await hasDueOrders(this.dataSource, now))) return 0;
    return inTransaction(this.dataSource, async (manager) => {
      const orders = await lockDueOrders(manager, now, limit);
      const book = new OrderBook(orders);
      decide(book);
      await writeOrders(manager, book, now);
      return orders.length;
    });
  }
}

const keysOf = (causes: readonly Cause[]): string[] => causes.map(({ key }) => key);

async function writeSettlements(
  manager: EntityManager,
  book: OrderBook,
  { now, day }: BusinessTime,
  causes: readonly Cause[],
): Promise<void> {
  await debitWallets(manager, book.postings, day);
  await writeOrders(manager, book, now, causes);
  await post(manager, book.postings, now);
}
