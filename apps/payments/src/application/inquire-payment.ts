import { echoedOf, type Answer, type Command, type InquirePaymentCommand, type Result } from '@wallet/contracts';
import { isUndecided, type Order } from '../domain/order/order';
import type { Terms } from '../domain/order/terms';
import type { Orders } from './recall-payment';

/** inquiryPayment: what is stored. It agrees with the answer to the pay and with the notification. */
export class InquirePayment {
  constructor(private readonly orders: Orders) {}

  async execute(batch: readonly Command<InquirePaymentCommand>[]): Promise<Answer[]> {
    const orders = await this.orders.find(batch.map(({ payload }) => payload.paymentRequestId));
    return batch.map(({ payload }) => answerOf(orders.get(payload.paymentRequestId)));
  }
}

type Inquired = Extract<Result, { kind: 'inquired' }>;

/** A tombstone of a verification is no order; one of a cancellation is, so that a late payment is known to be closed. */
function answerOf(order: Order | undefined): Answer {
  if (!order || isUnordered(order)) return { outcome: 'refused', refusal: 'OrderNotFound' };
  return { outcome: 'done', result: { kind: 'inquired', payment: paymentOf(order), ...echoed(order.terms) } };
}

const isUnordered = (order: Order): boolean => !order.terms && order.state !== 'CANCELLED' && order.kind !== 'SDK';

function paymentOf(order: Order): Inquired['payment'] {
  if (isUndecided(order)) return { status: 'waiting' };
  if (order.state === 'CANCELLED') return { status: 'failed', refusal: 'OrderClosed' };
  if (order.state !== 'PAID') return { status: 'failed', refusal: order.refusal };
  const { paymentId, paidAt, customerId } = order;
  return { status: 'paid', paymentId, paidAt: paidAt.toISOString(), customerId };
}

function echoed(terms: Terms | undefined): Partial<Inquired> {
  if (!terms) return {};
  const { paymentAmount, payToAmount } = terms;
  return { paymentAmount, payToAmount, ...echoedOf(terms) };
}
