import { isExpired, type Command, type Handled, type OpenOrderCommand } from '@wallet/contracts';
import { refused, type Clock, type CustomerId } from '@wallet/kernel';
import { businessTime, type BusinessTime } from '../domain/business-time';
import { decideOpening } from '../domain/order/opening';
import { isPastExpiry, refuse, type Order } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import { isSameOrder, type Terms } from '../domain/order/terms';
import type { Wallet } from '../domain/wallet/wallet';
import { finalAnswer } from './final-answer';
import { forwardToOtp } from './forward-to-otp';
import type { Policy } from './policy';
import { undecided } from './undecided';

/** What a batch of openings needs to see. */
export interface OpeningScope {
  readonly causes: readonly Command[];
  readonly customerIds: readonly CustomerId[];
  readonly time: BusinessTime;
}

export interface Payers {
  /** By customer id. */
  readonly wallets: ReadonlyMap<string, Wallet>;
  /** The customers whose wallets another transaction holds for too long: no order of theirs can be stored now. */
  readonly held: ReadonlySet<string>;
}

export interface Openings {
  /**
   * One transaction: the orders that exist, locked, and the payers are given to `decide`; what it puts into the book is
   * stored with its events and facts. Resolves after the commit with what `decide` returned. What another transaction
   * holds for too long is held in the book.
   */
  open<T>(scope: OpeningScope, decide: (book: OrderBook, payers: Payers) => T): Promise<T>;
}

/** Opens orders that wait for their OTP. A repeat is answered or forwarded by what is stored under its id. */
export class OpenOrder {
  constructor(
    private readonly openings: Openings,
    private readonly clock: Clock,
    private readonly policy: Policy,
  ) {}

  async execute(batch: readonly Command<OpenOrderCommand>[]): Promise<Handled[]> {
    const time = businessTime(this.clock.now(), this.policy.dayOffsetMinutes);
    const scope: OpeningScope = {
      causes: batch,
      customerIds: batch.flatMap(({ payload }) => payload.customer?.customerId ?? []),
      time,
    };
    return this.openings.open(scope, (book, payers) =>
      batch.map((command) => this.decide(book, command, payers, time)),
    );
  }

  private decide(
    book: OrderBook,
    command: Command<OpenOrderCommand>,
    { wallets, held }: Payers,
    time: BusinessTime,
  ): Handled {
    const { paymentRequestId, customer } = command.payload;
    const order = book.find(paymentRequestId);
    if (order) return repeat(book, order, command, time);
    if (book.findHeld(paymentRequestId) || (customer && held.has(customer.customerId))) return 'locked';
    if (isExpired(command, this.clock.now())) return 'expired';
    return this.openNew(book, command, wallets, time);
  }

  private openNew(
    book: OrderBook,
    { payload, correlationId }: Command<OpenOrderCommand>,
    wallets: ReadonlyMap<string, Wallet>,
    { now }: BusinessTime,
  ): Handled {
    const { paymentRequestId, paymentExpiryTime, customer } = payload;
    const expiresAt = paymentExpiryTime
      ? new Date(paymentExpiryTime)
      : new Date(now.getTime() + this.policy.orderLifeMs);
    const wallet = customer ? wallets.get(customer.customerId) : undefined;
    const opening = { paymentRequestId, terms: termsOf(payload), expiresAt, customer, wallet };
    const order = decideOpening(opening, this.policy, now);
    if (typeof order === 'string') return undecided(order);
    book.put(order);
    return order.state === 'WAITING_FOR_OTP' ? forwardToOtp(order, 'first', correlationId) : finalAnswer(order);
  }
}

function repeat(
  book: OrderBook,
  order: Order,
  { payload, correlationId }: Command<OpenOrderCommand>,
  { now }: BusinessTime,
): Handled {
  if (order.kind !== 'EASY_PAY') return refused('RepeatInconsistent');
  if (order.terms && !isSameOrder(order.terms, termsOf(payload))) return refused('RepeatInconsistent');
  if (order.state === 'PAID') {
    return { outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId: order.verifyRequestId };
  }
  if (order.state !== 'WAITING_FOR_OTP') return finalAnswer(order);
  if (isPastExpiry(order, now)) return finalAnswer(book.put(refuse(order, 'OrderClosed', now)));
  return forwardToOtp(order, 'first', correlationId);
}

function termsOf({ purchase, lookup, acquirerId, paymentNotifyUrl }: OpenOrderCommand): Terms {
  return { ...purchase, lookup, acquirerId, paymentNotifyUrl };
}
