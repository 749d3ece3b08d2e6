import type { Answer, Command, Handled, RefundPaymentCommand } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { milestone } from '@wallet/service';
import { businessTime, type BusinessTime } from '../domain/business-time';
import { decideRefund, isSameRefund, type Refund, type RefundRequest } from '../domain/refund/refund';
import type { RefundBook } from '../domain/refund/refund-book';
import type { Policy } from './policy';

export interface Refunds {
  /**
   * One transaction: the orders, then the wallets of those that are paid, are locked, and with the refunds that exist
   * given to `decide`; what it adds to the book is stored with postings and balances. Resolves after the commit.
   * `decide` is called anew, with a new book, when another transaction stores one of the refunds at the same moment. What
   * another one holds for too long is held in the book.
   */
  refund<T>(causes: readonly Command<RefundPaymentCommand>[], now: Date, decide: (book: RefundBook) => T): Promise<T>;
}

const fault: Answer = { outcome: 'unknown', reason: 'fault' };

/** refund: decided once per refundRequestId, and its repeat is answered by what is stored; a batch is one transaction. */
export class RefundPayment {
  constructor(
    private readonly refunds: Refunds,
    private readonly clock: Clock,
    private readonly policy: Pick<Policy, 'dayOffsetMinutes' | 'refundWindowDays'>,
  ) {}

  async execute(batch: readonly Command<RefundPaymentCommand>[]): Promise<Handled[]> {
    const time = businessTime(this.clock.now(), this.policy.dayOffsetMinutes);
    const handled = await this.refunds.refund(batch, time.now, (book) =>
      batch.map(({ payload }) => this.decide(payload, book, time)),
    );
    milestone('payments.refund.committed');
    return handled;
  }

  private decide(command: RefundPaymentCommand, book: RefundBook, time: BusinessTime): Handled {
    const request = requestOf(command);
    const stored = book.find(command.refundRequestId);
    if (stored)
      return isSameRefund(stored, request) ? answerOf(stored) : { outcome: 'refused', refusal: 'RepeatInconsistent' };
    if (command.readOnly) return fault;
    if (book.isHeld(command.paymentRequestId)) return 'locked';
    const order = book.order(command.paymentRequestId);
    const customerStatus = order?.state === 'PAID' ? book.customerStatus(order) : undefined;
    const scope = { order, customerStatus, time, windowDays: this.policy.refundWindowDays };
    return answerOf(book.add(decideRefund(request, scope)));
  }
}

function requestOf(command: RefundPaymentCommand): RefundRequest {
  const { refundRequestId, paymentRequestId, paymentId, refundReason: reason } = command;
  const { refundAmount, refundFromAmount, refundQuote, refundPromoInfo, surchargeInfo } = command;
  const terms = { refundAmount, refundFromAmount, refundQuote, refundPromoInfo, surchargeInfo };
  return { refundRequestId, paymentRequestId, paymentId, terms, reason };
}

function answerOf(refund: Refund): Answer {
  if (refund.state === 'REFUSED') return { outcome: 'refused', refusal: refund.refusal };
  const { refundId, decidedAt, terms } = refund;
  const { refundAmount, refundFromAmount, refundQuote, refundPromoInfo, surchargeInfo } = terms;
  return {
    outcome: 'done',
    result: {
      kind: 'refunded',
      refundId,
      refundedAt: decidedAt.toISOString(),
      refundAmount,
      refundFromAmount,
      ...(refundQuote && { refundQuote }),
      ...(refundPromoInfo && { refundPromoInfo }),
      ...(surchargeInfo && { surchargeInfo }),
    },
  };
}
