import type { Answer, Command, RecallPaymentCommand } from '@wallet/contracts';
import type { PaymentRequestId } from '@wallet/kernel';
import { isUndecided, type Order } from '../domain/order/order';
import { finalAnswer } from './final-answer';

export interface Orders {
  /** One read, nothing locked; by paymentRequestId. */
  find(paymentRequestIds: readonly PaymentRequestId[]): Promise<ReadonlyMap<string, Order>>;
}

/** A pay whose Request-Time is stale: the stored final result, else unknown. */
export class RecallPayment {
  constructor(private readonly orders: Orders) {}

  async execute(batch: readonly Command<RecallPaymentCommand>[]): Promise<Answer[]> {
    const orders = await this.orders.find(batch.map(({ payload }) => payload.paymentRequestId));
    return batch.map(({ payload }) => {
      const order = orders.get(payload.paymentRequestId);
      return order && !isUndecided(order) ? finalAnswer(order) : { outcome: 'unknown', reason: 'fault' };
    });
  }
}
