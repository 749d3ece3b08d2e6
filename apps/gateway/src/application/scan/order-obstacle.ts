import type { DecodedOrder } from '@wallet/alipayplus';
import { isQuotedAt } from '@wallet/money';

/** Why an order cannot be paid as it came: it is another wallet's, contradicts itself, or it is too late. */
export type OrderObstacle = 'psp' | 'amounts' | 'quote' | 'quote-expired' | 'order-expired';

type Terms = Pick<DecodedOrder, 'pspId' | 'paymentAmount' | 'payToAmount' | 'paymentQuote' | 'paymentExpiryTime'>;

/**
 * The same rules as of every payment, asked before the cashier is shown. At its expiry time itself an order or a quote is
 * expired. A quote is checked in the direction of its pair, and not between equal currencies.
 */
export function obstacleOf(
  order: Terms,
  ours: { readonly pspId: string; readonly now: Date },
): OrderObstacle | undefined {
  if (order.pspId !== ours.pspId) return 'psp';
  return obstacleOfRate(order, ours.now) ?? (isOver(order.paymentExpiryTime, ours.now) ? 'order-expired' : undefined);
}

function obstacleOfRate({ paymentAmount, payToAmount, paymentQuote }: Terms, now: Date): OrderObstacle | undefined {
  if (paymentAmount.currency === payToAmount.currency) {
    return paymentAmount.equals(payToAmount) ? undefined : 'amounts';
  }
  if (!paymentQuote) return undefined;
  if (!isQuotedAt(paymentQuote, paymentAmount, payToAmount)) return 'quote';
  return isOver(paymentQuote.quoteExpiryTime, now) ? 'quote-expired' : undefined;
}

const isOver = (at: Date | undefined, now: Date): boolean => at !== undefined && now >= at;
