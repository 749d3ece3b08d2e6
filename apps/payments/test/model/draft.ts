import {
  cancelPayment,
  openOrder,
  payByToken,
  proposeOtp,
  refundPayment,
  settlePayment,
  type CancelPaymentCommand,
  type OpenOrderCommand,
  type PayByTokenCommand,
  type RefundPaymentCommand,
  type SettlePaymentCommand,
} from '@wallet/contracts';
import type { Message } from '@wallet/messaging';
import type { Bought, MeansModel } from './means-model';
import { OrderModel, type Asked } from './order-model';
import { policy, purchaseNames, purchases, type CustomerName } from './purchases';
import type { RefundModel } from './refund-model';

/** What the model says to a batch, decided in sequence; nothing of it is true before the commit. */
export class Draft {
  readonly means: MeansModel;
  readonly refunds: RefundModel;
  /** The orders that the batch was decided on, as they were. */
  readonly beginnings = new Map<string, Pick<OrderModel, 'state' | 'refunded'>>();
  private readonly orders = new Map<string, OrderModel>();

  constructor(
    means: MeansModel,
    refunds: RefundModel,
    private readonly found: (key: string) => OrderModel,
  ) {
    this.means = means.draft();
    this.refunds = refunds.draft();
  }

  order(key: string): OrderModel {
    const drafted = this.orders.get(key);
    if (drafted) return drafted;
    const { state, refunded } = this.found(key);
    const order = new OrderModel(this.means, state);
    order.refunded = refunded;
    this.orders.set(key, order);
    this.beginnings.set(key, { state, refunded });
    return order;
  }

  /** `said` gives the ids that payments made. */
  expect({ topic, key, payload }: Message<unknown>, now: number, said: string): string {
    const order = this.order(key);
    switch (topic) {
      case openOrder.name:
        return open(order, payload as OpenOrderCommand, now);
      case settlePayment.name:
        return verify(order, payload as SettlePaymentCommand, now, said);
      case payByToken.name:
        return pay(order, payload as PayByTokenCommand, now, said);
      case proposeOtp.name:
        return order.resend(now);
      case cancelPayment.name:
        return order.cancel((payload as CancelPaymentCommand).readOnly, now);
      case refundPayment.name:
        return this.refunds.refund(payload as RefundPaymentCommand, order, now, said);
      default:
        throw new Error(`no model of ${topic}`);
    }
  }
}

function boughtOf(kind: Bought['kind'], customerId: string, purchase: OpenOrderCommand['purchase']): Bought {
  const name = purchaseNames.find((each) => purchases[each] === purchase);
  if (!name) throw new Error('an unknown purchase');
  return { kind, customer: customerId as CustomerName, name };
}

const askedAt = (now: number, expiry: string | undefined, lifeMs: number): Asked => ({
  now,
  expiresAt: expiry ? Date.parse(expiry) : now + lifeMs,
});

function open(order: OrderModel, { customer, purchase, paymentExpiryTime }: OpenOrderCommand, now: number): string {
  const bought = boughtOf('EASY_PAY', customer?.customerId ?? '', purchase);
  return order.open(bought, customer?.status ?? '', askedAt(now, paymentExpiryTime, policy.orderLifeMs));
}

function pay(order: OrderModel, command: PayByTokenCommand, now: number, said: string): string {
  const { accessTokenHash, purchase, paymentExpiryTime, payer } = command;
  const bought = boughtOf('AGREEMENT', accessTokenHash, purchase);
  const asked = askedAt(now, paymentExpiryTime, policy.tokenOrderLifeMs);
  return order.payByToken(bought, payer.token === 'valid', asked, said);
}

function verify(order: OrderModel, command: SettlePaymentCommand, now: number, said: string): string {
  const { verification, paymentAmount } = command;
  const isForeign = verification.verdict === 'accepted' && verification.bound.customerId === 'mallory';
  const ordered = order.state.at === 'waiting' ? purchases[order.state.bought.name].paymentAmount : undefined;
  const differ = paymentAmount !== undefined && ordered !== undefined && !paymentAmount.equals(ordered);
  return order.verify(isForeign ? 'foreign' : verification.verdict, differ, now, said);
}
