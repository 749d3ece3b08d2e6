import type { Answer, Command, Handled, SettlePaymentCommand } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { metrics, milestone, type Logger } from '@wallet/service';
import { businessTime, type BusinessTime } from '../domain/business-time';
import { isPastExpiry, isUndecided, tombstone, type Order, type WaitingOrder } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import { decideSettlement, type SettlementDecision } from '../domain/payment/settlement';
import type { Wallet } from '../domain/wallet/wallet';
import { finalAnswer } from './final-answer';
import type { Policy } from './policy';

/** The wallets of the batch's payable orders by account id, locked; a payment replaces its wallet. */
export type LockedWallets = Map<string, Wallet>;

export interface Settlements {
  /**
   * One transaction: the orders, then their wallets, are locked and given to `decide`; the orders and postings that it
   * puts into the book are stored with events, balances, day usage and facts. Resolves after the commit. What another
   * transaction holds for too long is held in the book.
   */
  settle<T>(
    causes: readonly Command[],
    time: BusinessTime,
    decide: (book: OrderBook, wallets: LockedWallets) => T,
  ): Promise<T>;
}

export interface SettlePaymentPorts {
  readonly settlements: Settlements;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Scope {
  readonly book: OrderBook;
  readonly wallets: LockedWallets;
  readonly time: BusinessTime;
}

type Undecided = Extract<SettlementDecision, { kind: 'undecided' }>['reason'];

const fault: Answer = { outcome: 'unknown', reason: 'fault' };
const differences = metrics.counter(
  'payments_bound_values_differ_total',
  'ALERT: accepted codes that were issued for something else than the order',
);

/** The one decision point of a verify-and-pay: a batch is decided in sequence and written in one transaction. */
export class SettlePayment {
  constructor(
    private readonly ports: SettlePaymentPorts,
    private readonly policy: Policy,
  ) {}

  async execute(batch: readonly Command<SettlePaymentCommand>[]): Promise<Handled[]> {
    const { settlements, clock } = this.ports;
    milestone('payments.settlement.received');
    const time = businessTime(clock.now(), this.policy.dayOffsetMinutes);
    const handled = await settlements.settle(batch, time, (book, wallets) =>
      batch.map(({ payload }) => this.decide(payload, { book, wallets, time })),
    );
    milestone('payments.settlement.committed');
    return handled;
  }

  private decide(request: SettlePaymentCommand, scope: Scope): Handled {
    const { paymentRequestId } = request;
    const held = scope.book.findHeld(paymentRequestId);
    if (held) return whileHeld(held, scope.time.now);
    const order = scope.book.find(paymentRequestId);
    if (order?.state === 'WAITING_FOR_OTP') return this.decideWaiting(order, request, scope);
    if (order && order.kind !== 'EASY_PAY') return { outcome: 'refused', refusal: 'RepeatInconsistent' };
    if (order) return finalAnswer(order);
    return finalAnswer(scope.book.put(tombstone(paymentRequestId, scope.time.now)));
  }

  private decideWaiting(order: WaitingOrder, request: SettlePaymentCommand, { book, wallets, time }: Scope): Answer {
    const wallet = wallets.get(order.payer.accountId);
    if (!wallet) throw new Error(`order ${order.paymentRequestId} has no wallet`);
    const decision = decideSettlement(order, request, wallet, { time, limits: this.policy.limits });
    if (decision.kind === 'undecided') return this.undecided(order, decision.reason);
    if (decision.kind === 'paid') {
      book.postings.push(decision.posting);
      wallets.set(wallet.accountId, decision.wallet);
    }
    return finalAnswer(book.put(decision.order));
  }

  private undecided({ paymentRequestId }: WaitingOrder, reason: Undecided): Answer {
    if (reason === 'awaiting-otp') return { outcome: 'unknown', reason };
    if (reason === 'no-limits') this.ports.logger.warn({ paymentRequestId }, "the wallet's currency has no limits");
    if (reason === 'bound-values-differ') {
      differences.inc();
      this.ports.logger.error({ paymentRequestId }, 'an accepted code was issued for something else than its order');
    }
    return fault;
  }
}

/** Nobody waits for an order that is past its expiry: what became of it is told by its notice. */
function whileHeld(order: Order, now: Date): Handled {
  if (!isUndecided(order)) return finalAnswer(order);
  return isPastExpiry(order, now) ? fault : 'locked';
}
