import type { Command } from '@wallet/contracts';
import type { Cancellations } from '../../../src/application/cancel-payment';
import type { DueOrders } from '../../../src/application/close-expired-orders';
import type { Openings, OpeningScope, Payers } from '../../../src/application/open-order';
import type { Purses, TokenPayments, TokenPaymentScope } from '../../../src/application/pay-by-token';
import type { StoredOrders } from '../../../src/application/propose-otp';
import type { Orders } from '../../../src/application/recall-payment';
import type { LockedWallets, Settlements } from '../../../src/application/settle-payment';
import type { BusinessTime } from '../../../src/domain/business-time';
import { isPastExpiry, type Order } from '../../../src/domain/order/order';
import { OrderBook } from '../../../src/domain/payment/order-book';
import type { MemoryDatabase, Transaction } from './memory-database';
import type { Tables } from './memory-tables';
import { Writes } from './memory-writes';
import type { Observer } from './observer';
import { walletOf } from './memory-wallets';

/** As `PostgresOrders`: the same locks in the same order, the same reads after them, the same writes. */
export class MemoryOrders
  implements Openings, Settlements, TokenPayments, Cancellations, StoredOrders, DueOrders, Orders
{
  constructor(
    private readonly database: MemoryDatabase,
    private readonly observer: Observer,
  ) {}

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
    await this.database.options.step('read orders');
    return new Map(read(this.database.tables, ids).map((order) => [order.paymentRequestId, order]));
  }

  open<T>({ causes, customerIds, time }: OpeningScope, decide: (book: OrderBook, payers: Payers) => T): Promise<T> {
    return this.transaction('open', causes, async (tx) => {
      const found = await this.lockedOrders(tx, causes);
      const book = this.book(found);
      const wallets = customerIds.flatMap((id) => walletOf(tx.tables, id, time.day) ?? []);
      const byCustomer = new Map(wallets.map((wallet) => [wallet.customerId, wallet]));
      const result = decide(book, { wallets: byCustomer, held: new Set() });
      this.write(tx, book, () => undefined);
      return { result, found, now: time.now };
    });
  }

  settle<T>(
    causes: readonly Command[],
    time: BusinessTime,
    decide: (book: OrderBook, wallets: LockedWallets) => T,
  ): Promise<T> {
    return this.transaction('settle', causes, async (tx) => {
      const found = await this.lockedOrders(tx, causes);
      const book = this.book(found);
      const customerIds = book.payable.map(({ payer }) => payer.customerId);
      await tx.lock('account', customerIds);
      const wallets = customerIds.flatMap((id) => walletOf(tx.tables, id, time.day) ?? []);
      const result = decide(book, new Map(wallets.map((wallet) => [wallet.accountId, wallet])));
      this.write(tx, book, (writes) => writes.debits(book.postings, time.day));
      return { result, found, now: time.now };
    });
  }

  pay<T>({ causes, payers, time }: TokenPaymentScope, decide: (book: OrderBook, purses: Purses) => T): Promise<T> {
    return this.transaction('pay by token', causes, async (tx) => {
      const customerIds = payers.map(({ customerId }) => customerId);
      await tx.lock('account', customerIds);
      const wallets = customerIds.flatMap((id) => walletOf(tx.tables, id, time.day) ?? []);
      const used = payers.map(({ agreementId }) => [agreementId, usedToday(tx.tables, agreementId, time.day)] as const);
      const purses = {
        wallets: new Map(wallets.map((wallet) => [wallet.customerId, wallet])),
        usedToday: new Map(used),
        held: new Set<string>(),
      };
      const found = read(tx.tables, keysOf(causes));
      const book = this.book(found);
      const result = decide(book, purses);
      this.write(tx, book, (writes) => {
        writes.debits(book.postings, time.day);
        writes.agreementUsage(book.changes, time.day);
      });
      return { result, found, now: time.now };
    });
  }

  cancel<T>(causes: readonly Command[], now: Date, decide: (book: OrderBook) => T): Promise<T> {
    return this.transaction('cancel', causes, async (tx) => {
      const found = await this.lockedOrders(tx, causes);
      const book = this.book(found);
      await tx.lock(
        'account',
        book.paid.map(({ customerId }) => customerId),
      );
      const result = decide(book);
      this.write(tx, book, (writes) => {
        writes.credits(book.postings);
        writes.givenBack(book.givenBack);
      });
      return { result, found, now };
    });
  }

  change<T>(causes: readonly Command[], now: Date, decide: (book: OrderBook) => T): Promise<T> {
    return this.transaction('resend', causes, async (tx) => {
      const found = await this.lockedOrders(tx, causes);
      const book = this.book(found);
      const result = decide(book);
      this.write(tx, book, () => undefined);
      return { result, found, now };
    });
  }

  due(now: Date, limit: number, decide: (book: OrderBook) => void): Promise<number> {
    return this.database.transaction('close expired', async (tx) => {
      const due = [...tx.tables.orders.values()].filter(
        (order) =>
          order.state === 'WAITING_FOR_OTP' &&
          isPastExpiry(order, now) &&
          !this.database.isLocked('order', order.paymentRequestId),
      );
      const ids = due.slice(0, limit).map(({ paymentRequestId }) => paymentRequestId);
      await tx.lock('order', ids);
      const book = this.book(read(tx.tables, ids));
      decide(book);
      this.write(tx, book, () => undefined);
      const closed = book.changes.map(({ paymentRequestId }) => paymentRequestId);
      tx.committed(() => this.observer.closed(closed, now));
      return ids.length;
    });
  }

  private transaction<T>(
    name: string,
    causes: readonly Command[],
    work: (tx: Transaction) => Promise<{ result: T; found: readonly Order[]; now: Date }>,
  ): Promise<T> {
    return this.database.transaction(name, async (tx) => {
      const { result, found, now } = await work(tx);
      tx.committed(this.observer.decided({ causes, found, now }, result));
      return result;
    });
  }

  /** Only of the rows that existed before the locks were taken, as they are after. */
  private async lockedOrders(tx: Transaction, causes: readonly Command[]): Promise<Order[]> {
    const ids = read(tx.tables, keysOf(causes)).map(({ paymentRequestId }) => paymentRequestId);
    await tx.lock('order', ids);
    return read(tx.tables, ids);
  }

  private book(orders: readonly Order[]): OrderBook {
    return new OrderBook(this.database.options.safeties.has('stored-results') ? orders : orders.filter(isWaiting));
  }

  private write(tx: Transaction, book: OrderBook, more: (writes: Writes) => void): void {
    const { safeties } = this.database.options;
    const changes = safeties.has('cancel-tombstones')
      ? book.changes
      : book.changes.filter((order) => !isTombstone(order));
    if (changes.length === 0) return;
    tx.write((tables) => new Writes(tables, safeties).orders(changes));
    tx.write((tables) => {
      const writes = new Writes(tables, safeties);
      more(writes);
      writes.postings(book.postings);
    });
    if (safeties.has('facts-in-transaction')) tx.write((tables) => new Writes(tables, safeties).facts(changes));
    else new Writes(tx.tables, safeties).facts(changes);
  }
}

const keysOf = (causes: readonly Command[]): string[] => [...new Set(causes.map(({ key }) => key))];

const read = (tables: Tables, ids: readonly string[]): Order[] => ids.flatMap((id) => tables.orders.get(id) ?? []);

const usedToday = (tables: Tables, agreementId: string, day: string): bigint =>
  tables.agreementUsage.get(`${agreementId} ${day}`) ?? 0n;

const isWaiting = ({ state }: Order): boolean => state === 'WAITING_FOR_OTP';
const isTombstone = ({ state, terms }: Order): boolean => state === 'CANCELLED' && !terms;
