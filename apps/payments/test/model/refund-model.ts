import type { RefundPaymentCommand } from '@wallet/contracts';
import { dayMs, type Legs } from './means-model';
import type { OrderModel } from './order-model';
import { policy, purchases, type PurchaseName } from './purchases';

/** The refunds of all orders: what each is answered, for ever. `given` is as in the model of an order. */
export class RefundModel {
  constructor(readonly decided = new Map<string, { readonly asked: string; readonly says: string }>()) {}

  draft(): RefundModel {
    return new RefundModel(new Map(this.decided));
  }

  refund(command: RefundPaymentCommand, order: OrderModel, now: number, given: string): string {
    const { refundRequestId: id, paymentRequestId, paymentId, refundAmount, refundFromAmount } = command;
    const asked = JSON.stringify([paymentRequestId, paymentId, refundAmount, refundFromAmount]);
    const stored = this.decided.get(id);
    if (stored) return stored.asked === asked ? stored.says : 'F RepeatInconsistent';
    if (command.readOnly) return 'U fault';
    const refusal = refusalOf(command, order, now);
    const says = refusal ? `F ${refusal}` : given.startsWith('S refunded') ? given : 'S refunded';
    this.decided.set(id, { asked, says });
    if (!refusal) giveBack(command, order);
    return says;
  }
}

function refusalOf(command: RefundPaymentCommand, order: OrderModel, now: number): string | undefined {
  const { state } = order;
  const isNamed = (paid: string | undefined) => paid === undefined || paid === `S paid ${command.paymentId}`;
  if (state.at === 'cancelled') return isNamed(state.paid) ? 'OrderClosed' : 'OrderNotFound';
  if (state.at !== 'paid' || !isNamed(state.says)) return 'OrderNotFound';
  const { name, customer } = state.bought;
  if (!isInItsCurrencies(command, name)) return 'AmountsInconsistent';
  if (now > state.paidAt + policy.refundWindowDays * dayMs) return 'RefundWindowExceeded';
  if (order.means.statuses[customer] === 'CLOSED') return 'CustomerNotFound';
  return isTooMuch(command, order.refunded, name) ? 'RefundAmountExceeded' : undefined;
}

const isInItsCurrencies = ({ refundAmount, refundFromAmount }: RefundPaymentCommand, name: PurchaseName): boolean =>
  refundAmount.currency === purchases[name].paymentAmount.currency &&
  refundFromAmount.currency === purchases[name].payToAmount.currency;

const isTooMuch = (
  { refundAmount, refundFromAmount }: RefundPaymentCommand,
  refunded: Legs,
  name: PurchaseName,
): boolean =>
  refunded.amount + refundAmount.minorUnits > purchases[name].paymentAmount.minorUnits ||
  refunded.from + refundFromAmount.minorUnits > purchases[name].payToAmount.minorUnits;

function giveBack({ refundAmount, refundFromAmount }: RefundPaymentCommand, order: OrderModel): void {
  if (order.state.at !== 'paid') throw new Error('a refund of nothing');
  const more = { amount: refundAmount.minorUnits, from: refundFromAmount.minorUnits };
  order.refunded = { amount: order.refunded.amount + more.amount, from: order.refunded.from + more.from };
  order.means.refund(order.state.bought, more);
}
