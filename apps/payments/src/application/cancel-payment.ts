import type { Answer, CancelPaymentCommand, Command, Handled } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { milestone } from '@wallet/service';
import { decideCancellation, type CancellationTime } from '../domain/payment/cancellation';
import { isUndecided, type Order } from '../domain/order/order';
import type { OrderBook } from '../domain/payment/order-book';
import type { Policy } from './policy';

export interface Cancellations {
  /**
   * One transaction: the orders that exist, and the wallets of those that are paid, are locked and given to `decide`;
   * what it puts into the book is stored with events, postings, balances, usage and facts. Resolves after the commit.
   * `decide` is called anew, with a new book, when another transaction stores one of the orders at the same moment. What
   * another one holds for too long is held in the book.
   */
  cancel<T>(causes: readonly Command[], now: Date, decide: (book: OrderBook) => T): Promise<T>;
}

const cancelled: Answer = { outcome: 'done', result: { kind: 'cancelled' } };
const fault: Answer = { outcome: 'unknown', reason: 'fault' };

/** cancelPayment: closes orders and gives back what is left of payments; a batch is one transaction. */
export class CancelPayment {
  constructor(
    private readonly cancellations: Cancellations,
    private readonly clock: Clock,
    private readonly policy: Pick<Policy, 'dayOffsetMinutes'>,
  ) {}

  async execute(batch: readonly Command<CancelPaymentCommand>[]): Promise<Handled[]> {
    const now = this.clock.now();
    const time = { now, dayOffsetMinutes: this.policy.dayOffsetMinutes };
    const handled = await this.cancellations.cancel(batch, now, (book) =>
      batch.map(({ payload }) => decide(payload, book, time)),
    );
    milestone('payments.cancellation.committed');
    return handled;
  }
}

function decide(
  { paymentRequestId, readOnly }: CancelPaymentCommand,
  book: OrderBook,
  time: CancellationTime,
): Handled {
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

const isOver = (order: Order): boolean => !isUndecided(order) && order.state !== 'PAID';
