import { isExpired, type Command, type Handled, type RecordScannedOrderCommand } from '@wallet/contracts';
import { refused, type Clock } from '@wallet/kernel';
import { businessTime, type BusinessTime } from '../../domain/business-time';
import { isPastExpiry, type Order, type ScannedOrder } from '../../domain/order/order';
import { orderIdOf } from '../../domain/order/order-id';
import { isSameOrder, type Terms } from '../../domain/order/terms';
import type { OrderBook } from '../../domain/payment/order-book';
import { decideRecording } from '../../domain/scan/recording';
import type { OpeningScope, Payers } from '../open-order';
import type { Policy } from '../policy';
import { undecided } from '../undecided';
import { answerSeen, type OrderViews, type Seen } from './order-views';

export interface Recordings {
  /**
   * One transaction: the orders that exist are locked, then the wallets of the customers, and given to `decide` with all
   * scanned orders of theirs that wait; what it puts into the book is stored with its events and facts. Resolves after the
   * commit. What another transaction holds for too long is held.
   */
  record<T>(scope: OpeningScope, decide: (book: OrderBook, payers: Payers) => T): Promise<T>;
}

export interface RecordScannedOrderPorts {
  readonly recordings: Recordings;
  readonly views: Pick<OrderViews, 'find'>;
  readonly clock: Clock;
}

interface Scope {
  readonly book: OrderBook;
  readonly payers: Payers;
  readonly time: BusinessTime;
}

/** Stores the orders behind scanned codes; a repeat is answered by what is stored. */
export class RecordScannedOrder {
  constructor(
    private readonly ports: RecordScannedOrderPorts,
    private readonly policy: Pick<Policy, 'minKycLevel' | 'orderLifeMs' | 'dayOffsetMinutes'>,
  ) {}

  async execute(batch: readonly Command<RecordScannedOrderCommand>[]): Promise<Handled[]> {
    const { recordings, views, clock } = this.ports;
    const time = businessTime(clock.now(), this.policy.dayOffsetMinutes);
    const scope = { causes: batch, customerIds: batch.map(({ payload }) => payload.customerId), time };
    const decided = await recordings.record(scope, (book, payers) =>
      batch.map((command) => this.decide(command, { book, payers, time })),
    );
    return answerSeen(views, decided);
  }

  private decide(command: Command<RecordScannedOrderCommand>, scope: Scope): Handled | Seen {
    const { payload } = command;
    const { book, payers, time } = scope;
    const order = book.find(payload.paymentRequestId);
    if (order) return repeated(order, payload);
    if (book.findHeld(payload.paymentRequestId) || payers.held.has(payload.customerId)) return 'locked';
    if (isExpired(command, this.ports.clock.now())) return 'expired';
    const ofCode = payload.scan.action === 'HANDLE_BY_PSP' ? waitingOfCode(book, payload, time.now) : undefined;
    return ofCode ? repeated(ofCode, payload) : this.recordNew(payload, scope);
  }

  private recordNew(payload: RecordScannedOrderCommand, { book, payers, time }: Scope): Handled | Seen {
    const { paymentRequestId, paymentExpiryTime, customerId, customer } = payload;
    const expiresAt = paymentExpiryTime
      ? new Date(paymentExpiryTime)
      : new Date(time.now.getTime() + this.policy.orderLifeMs);
    const seen = { seen: orderIdOf(paymentRequestId) };
    const terms = termsOf(payload);
    if (!terms) {
      const state = 'WAITING_FOR_USER';
      book.put({ kind: 'SDK', paymentRequestId, version: 1, state, terms, payer: { customerId }, expiresAt });
      return seen;
    }
    const wallet = payers.wallets.get(customerId);
    const recording = { paymentRequestId, customerId, terms, expiresAt, customer, wallet };
    const order = decideRecording(recording, this.policy, time.now);
    if (typeof order === 'string') return undecided(order);
    book.put(order);
    return seen;
  }
}

/** One of these orders at a time: two ids of one code would be two debits for one purchase. */
const waitingOfCode = (
  { payable }: OrderBook,
  { customerId, codeHash }: RecordScannedOrderCommand,
  now: Date,
): ScannedOrder | undefined =>
  payable.find((order): order is ScannedOrder => {
    if (order.kind !== 'SCAN' || isPastExpiry(order, now)) return false;
    const { lookup } = order.terms;
    return lookup.by === 'code' && lookup.customerId === customerId && lookup.codeHash === codeHash;
  });

function repeated(order: Order, payload: RecordScannedOrderCommand): Handled | Seen {
  if (order.state === 'CANCELLED' && !order.terms) return refused('OrderClosed');
  return isSame(order, payload) ? { seen: orderIdOf(order.paymentRequestId) } : refused('RepeatInconsistent');
}

function isSame(order: Order, payload: RecordScannedOrderCommand): boolean {
  const again = termsOf(payload);
  if (order.kind === 'SCAN') return again !== undefined && order.terms !== undefined && isSameOrder(order.terms, again);
  return order.kind === 'SDK' && !again && customerOf(order) === payload.customerId;
}

function customerOf(order: Order): string | undefined {
  if ('payer' in order) return order.payer.customerId;
  return 'customerId' in order ? order.customerId : undefined;
}

/** `undefined`: the client SDK goes on, and what is bought is not told. */
function termsOf({ scan, customerId, codeHash }: RecordScannedOrderCommand): Terms | undefined {
  if (scan.action === 'HANDLE_BY_SDK') return undefined;
  const { orderAmount, storeName, ...purchase } = scan.purchase;
  const { acquirerId, paymentNotifyUrl, paymentRedirectUrl: redirectUrl } = scan;
  const lookup = { by: 'code', customerId, codeHash } as const;
  return { ...purchase, lookup, acquirerId, paymentNotifyUrl, cashier: { orderAmount, storeName, redirectUrl } };
}
