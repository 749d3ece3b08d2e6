import type { OrderRefusal } from '@wallet/kernel';
import { refusalByLimits, type CommonLimits } from '../admission/limits';
import { refusalByQuote } from '../admission/quote';
import type { BusinessTime } from '../business-time';
import { Posting } from '../ledger/posting';
import {
  confirm,
  isPastExpiry,
  refuse,
  type ConfirmedOrder,
  type RefusedOrder,
  type ScannedOrder,
} from '../order/order';
import { newPaymentId } from '../payment/payment-id';
import { debited, type Wallet } from '../wallet/wallet';

/**
 * `declined`: not now; the order goes on waiting, and its user may have more money or a higher limit when asking again.
 * `undecided`: nothing says what may be paid in the wallet's currency.
 */
export type ConfirmationDecision =
  | { readonly kind: 'paid'; readonly order: ConfirmedOrder; readonly posting: Posting; readonly wallet: Wallet }
  | { readonly kind: 'refused'; readonly order: RefusedOrder }
  | { readonly kind: 'declined'; readonly refusal: OrderRefusal }
  | { readonly kind: 'undecided' };

export interface ConfirmationRules {
  readonly time: BusinessTime;
  /** Read after the locks were waited for: the order may have expired in between. */
  readonly now: Date;
  readonly limits: CommonLimits;
}

/** Moves the money of a scanned order; `wallet` is the order's own, locked. */
export function decideConfirmation(
  order: ScannedOrder,
  wallet: Wallet,
  { time, now, limits }: ConfirmationRules,
): ConfirmationDecision {
  const final = finalRefusal(order, wallet, now);
  if (final) return { kind: 'refused', order: refuse(order, final, now) };
  const refusal = refusalByLimits(order.debit, wallet, limits);
  if (refusal === 'no-limits') return { kind: 'undecided' };
  if (refusal) return { kind: 'declined', refusal };
  return {
    kind: 'paid',
    order: confirm(order, { paymentId: newPaymentId(time), paidAt: time.now }),
    posting: Posting.payment(order.paymentRequestId, wallet.accountId, order.debit, order.terms.payToAmount),
    wallet: debited(wallet, order.debit),
  };
}

function finalRefusal(order: ScannedOrder, wallet: Wallet, now: Date): OrderRefusal | undefined {
  if (isPastExpiry(order, now)) return 'OrderClosed';
  const byQuote = refusalByQuote(order.terms, order.terms.paymentQuote, now);
  return byQuote ?? (wallet.status === 'ACTIVE' ? undefined : 'CustomerNotActive');
}
