import type { RecallPayment as Recall } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Message } from '@wallet/messaging';
import type { Order } from '../domain/order/order';
import { finalAnswer } from './final-answer';

export interface Orders {
  /** One read, nothing locked; by paymentRequestId. */
  find(paymentRequestIds: readonly string[]): Promise<ReadonlyMap<string, Order>>;
}

/** A pay whose Request-Time is stale: the stored final result, else unknown. */
export class RecallPayment {
  constructor(
    private readonly orders: Orders,
    private readonly answers: Answers,
    private readonly clock: Clock,
  ) {}

  async execute(batch: readonly Message<Recall>[]): Promise<void> {
    const now = this.clock.now();
    const live = batch.filter((message) => !isExpired(message, now));
    if (live.length === 0) return;
    const orders = await this.orders.find(live.map(({ payload }) => payload.paymentRequestId));
    await Promise.all(
      live.map((message) => {
        const order = orders.get(message.payload.paymentRequestId);
        const isFinal = order && order.state !== 'WAITING_FOR_OTP';
        return this.answers.answer(message, isFinal ? finalAnswer(order) : { outcome: 'unknown', reason: 'fault' });
      }),
    );
  }
}
