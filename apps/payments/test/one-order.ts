import type { Cancellations } from '../src/application/cancel-payment';
import type { Openings, OpeningScope, Payers } from '../src/application/open-order';
import type { Purses, TokenPayments, TokenPaymentScope } from '../src/application/pay-by-token';
import type { StoredOrders } from '../src/application/propose-otp';
import type { Orders } from '../src/application/recall-payment';
import type { Refunds } from '../src/application/refund-payment';
import type { Recordings } from '../src/application/scan/record-scanned-order';
import type { LockedWallets, Settlements } from '../src/application/settle-payment';
import type { Order } from '../src/domain/order/order';
import { OrderBook } from '../src/domain/payment/order-book';
import { RefundBook } from '../src/domain/refund/refund-book';
import type { Wallet } from '../src/domain/wallet/wallet';

const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 1_000n,
  today: { amount: 0n, count: 0 },
};

type Ports = Openings & Recordings & Settlements & TokenPayments & Cancellations & StoredOrders & Orders & Refunds;

/** A store that holds at most one order, and what was written of it last. */
export class OneOrder implements Ports {
  private book: OrderBook;
  private refunds: RefundBook | undefined;

  constructor(private readonly order: Order | undefined) {
    this.book = new OrderBook(order ? [order] : []);
  }

  /** The states and the kinds of postings that were written. */
  get effects(): string {
    const states = this.book.changes.map(({ state }) => `-> ${state}`);
    const refunds = this.refunds?.added.map(({ state }) => `+ ${state}`) ?? [];
    const postings = [...this.book.postings, ...(this.refunds?.postings ?? [])].map(({ kind }) => kind);
    return ['', ...states, ...refunds, ...postings].join(' ');
  }

  open<T>(_scope: OpeningScope, decide: (book: OrderBook, payers: Payers) => T): Promise<T> {
    return Promise.resolve(decide(this.book, { wallets: new Map([['c', wallet]]), held: new Set() }));
  }

  record<T>(_scope: OpeningScope, decide: (book: OrderBook, payers: Payers) => T): Promise<T> {
    return this.open(_scope, decide);
  }

  settle<T>(_causes: unknown, _time: unknown, decide: (book: OrderBook, wallets: LockedWallets) => T): Promise<T> {
    return Promise.resolve(decide(this.book, new Map([[wallet.accountId, wallet]])));
  }

  pay<T>(_scope: TokenPaymentScope, decide: (book: OrderBook, purses: Purses) => T): Promise<T> {
    return Promise.resolve(
      decide(this.book, { wallets: new Map([['c', wallet]]), usedToday: new Map(), held: new Set() }),
    );
  }

  cancel<T>(_causes: unknown, _now: Date, decide: (book: OrderBook) => T): Promise<T> {
    return Promise.resolve(decide(this.book));
  }

  change<T>(_causes: unknown, _now: Date, decide: (book: OrderBook) => T): Promise<T> {
    return Promise.resolve(decide(this.book));
  }

  refund<T>(_causes: unknown, _now: Date, decide: (book: RefundBook) => T): Promise<T> {
    this.refunds = new RefundBook(this.order ? [this.order] : [], new Map([[wallet.accountId, wallet.status]]), []);
    return Promise.resolve(decide(this.refunds));
  }

  find(): Promise<ReadonlyMap<string, Order>> {
    return Promise.resolve(new Map(this.order ? [['p', this.order]] : []));
  }
}
