import type { Answer, InquirePayment as Inquiry, Result } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Message } from '@wallet/messaging';
import type { Order } from '../domain/order';
import type { Orders } from './recall-payment';

/** inquiryPayment: what is stored. It agrees with the answer to the pay and with the notification. */
export class InquirePayment {
  constructor(
    private readonly orders: Orders,
    private readonly answers: Answers,
    private readonly clock: Clock,
  ) {}

  async execute(batch: readonly Message<Inquiry>[]): Promise<void> {
    const now = this.clock.now();
    const live = batch.filter((message) => !isExpired(message, now));
    if (live.length === 0) return;
    const orders = await this.orders.find(live.map(({ payload }) => payload.paymentRequestId));
    await Promise.all(
      live.map((message) => this.answers.answer(message, answerOf(orders.get(message.payload.paymentRequestId)))),
    );
  }
}

function answerOf(order: Order | undefined): Answer {
  if (!order?.terms) return { outcome: 'refused', refusal: 'OrderNotFound' };
  const { paymentAmount, payToAmount } = order.terms;
  return {
    outcome: 'done',
    result: { kind: 'inquired', payment: paymentOf(order), paymentAmount, payToAmount },
  };
}

function paymentOf(order: Order): Extract<Result, { kind: 'inquired' }>['payment'] {
  if (order.state === 'WAITING_FOR_OTP') return { status: 'waiting' };
  if (order.state !== 'PAID') return { status: 'failed', refusal: order.refusal };
  const { paymentId, paidAt, customerId } = order;
  return { status: 'paid', paymentId, paidAt: paidAt.toISOString(), customerId };
}
