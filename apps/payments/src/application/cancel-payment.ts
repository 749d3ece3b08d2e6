import type { Answer, CancelPayment as Cancellation } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Message } from '@wallet/messaging';
import { milestone } from '@wallet/service';
import { decideCancellation, type CancellationTime } from '../domain/payment/cancellation';
import type { Order } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import type { Cause } from './cause';
import { sendAnswers, type Decided } from './decided';
import type { Policy } from './policy';

export interface Cancellations {
  /**
   * One transaction: the orders that exist, and the wallets of those that are paid, are locked and given to `decide`;
   * what it puts into the book is stored with events, postings, balances, usage and facts. Resolves after the commit.
   * `decide` is called anew, with a new book, when another transaction stores one of the orders at the same moment. What
   * another one holds for too long is held in the book.
   */
  cancel<T>(causes: readonly Cause[], now: Date, decide: (book: OrderBook) => T): Promise<T>;
}

const cancelled: Answer = { outcome: 'done', result: { kind: 'cancelled' } };
const fault: Answer = { outcome: 'unknown', reason: 'fault' };

/** cancelPayment: closes orders and gives back what is left of payments; a batch is one transaction. */
export class CancelPayment {
  constructor(
    private readonly cancellations: Cancellations,
    private readonly answers: Answers,
    private readonly clock: Clock,
    private readonly policy: Pick<Policy, 'dayOffsetMinutes'>,
  ) {}

  async execute(batch: readonly Message<Cancellation>[]): Promise<void> {
    const now = this.clock.now();
    const live = batch.filter((message) => !isExpired(message, now));
    if (live.length === 0) return;
    const time = { now, dayOffsetMinutes: this.policy.dayOffsetMinutes };
    const decided = await this.cancellations.cancel(live, now, (book) =>
      live.map(({ payload }) => decide(payload, book, time)),
    );
    milestone('payments.cancellation.committed');
    await sendAnswers(this.answers, live, decided);
  }
}

function decide({ paymentRequestId, readOnly }: Cancellation, book: OrderBook, time: CancellationTime): Decided {
  if (book.findHeld(paymentRequestId)) return 'locked';
  const order = book.find(paymentRequestId);
  if (readOnly) return order && isOver(order) ? cancelled : fault;
  const decision = decideCancellation(paymentRequestId, order, time);
  if (decision.kind === 'refused') return { outcome: 'refused', refusal: decision.refusal };
  if (decision.kind === 'unchanged') return cancelled;
  book.put(decision.order);
  const { reversal } = decision;
  if (reversal) book.givenBack.push(reversal.usage);
  if (reversal?.posting) book.postings.push(reversal.posting);
  return cancelled;
}

const isOver = ({ state }: Order): boolean => state !== 'WAITING_FOR_OTP' && state !== 'PAID';
