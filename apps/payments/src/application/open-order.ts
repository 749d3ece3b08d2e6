import type { OpenOrder as OrderCommand } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Forwarding, type Message } from '@wallet/messaging';
import { businessTime, type BusinessTime } from '../domain/business-time';
import { decideOpening } from '../domain/order/opening';
import { isPastExpiry, refuse, type Order } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import { isSameOrder, type Terms } from '../domain/order/terms';
import type { Wallet } from '../domain/wallet/wallet';
import type { Cause } from './cause';
import type { Decided } from './decided';
import { finalAnswer } from './final-answer';
import type { Policy } from './policy';
import { faultReply, forwardToOtp, refusedReply, sendReplies, type Reply } from './reply';

/** What a batch of openings needs to see. */
export interface OpeningScope {
  readonly causes: readonly Cause[];
  readonly customerIds: readonly string[];
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
    private readonly edge: Answers & Forwarding,
    private readonly clock: Clock,
    private readonly policy: Policy,
  ) {}

  async execute(batch: readonly Message<OrderCommand>[]): Promise<void> {
    const time = businessTime(this.clock.now(), this.policy.dayOffsetMinutes);
    const live = batch.filter((message) => !isExpired(message, time.now));
    if (live.length === 0) return;
    const scope: OpeningScope = {
      causes: live,
      customerIds: live.flatMap(({ payload }) => payload.customer?.customerId ?? []),
      time,
    };
    const replies = await this.openings.open(scope, (book, payers) =>
      live.map((message) => this.decide(book, message, payers, time)),
    );
    await sendReplies(this.edge, live, replies);
  }

  private decide(
    book: OrderBook,
    message: Message<OrderCommand>,
    { wallets, held }: Payers,
    time: BusinessTime,
  ): Decided<Reply> {
    const { paymentRequestId, customer } = message.payload;
    const order = book.find(paymentRequestId);
    if (order) return repeat(book, order, message, time);
    if (book.findHeld(paymentRequestId) || (customer && held.has(customer.customerId))) return 'locked';
    if (isExpired(message, this.clock.now())) return undefined;
    return this.openNew(book, message, wallets, time);
  }

  private openNew(
    book: OrderBook,
    { payload, correlationId }: Message<OrderCommand>,
    wallets: ReadonlyMap<string, Wallet>,
    { now }: BusinessTime,
  ): Reply {
    const { paymentRequestId, paymentExpiryTime, customer } = payload;
    const expiresAt = paymentExpiryTime
      ? new Date(paymentExpiryTime)
      : new Date(now.getTime() + this.policy.orderLifeMs);
    const wallet = customer ? wallets.get(customer.customerId) : undefined;
    const opening = { paymentRequestId, terms: termsOf(payload), expiresAt, customer, wallet };
    const order = decideOpening(opening, this.policy, now);
    if (!order) return faultReply;
    book.put(order);
    return order.state === 'WAITING_FOR_OTP'
      ? forwardToOtp(order, 'first', correlationId)
      : { answer: finalAnswer(order) };
  }
}

function repeat(
  book: OrderBook,
  order: Order,
  { payload, correlationId }: Message<OrderCommand>,
  { now }: BusinessTime,
): Reply {
  if (order.kind !== 'EASY_PAY') return refusedReply('RepeatInconsistent');
  if (order.terms && !isSameOrder(order.terms, termsOf(payload))) return refusedReply('RepeatInconsistent');
  if (order.state === 'PAID') {
    return { answer: { outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId: order.verifyRequestId } };
  }
  if (order.state !== 'WAITING_FOR_OTP') return { answer: finalAnswer(order) };
  if (isPastExpiry(order, now)) return { answer: finalAnswer(book.put(refuse(order, 'OrderClosed', now))) };
  return forwardToOtp(order, 'first', correlationId);
}

function termsOf({ purchase, lookup, acquirerId, paymentNotifyUrl }: OrderCommand): Terms {
  return { ...purchase, lookup, acquirerId, paymentNotifyUrl };
}
