import { echoedOf, type OrderView } from '@wallet/contracts';
import { orderIdOf } from '../../../domain/order/order-id';
import type { Terms } from '../../../domain/order/terms';
import type { PaymentOrderRow } from '../rows/payment-order.row';
import { present, termsIn, toDebit, toRefunded } from './order-mapping';

type Failed = Extract<OrderView, { state: 'failed' }>;

/** `undefined`: there is nothing to show of it, because nobody knows what was ordered. */
export function toView(row: PaymentOrderRow): OrderView | undefined {
  const identity = {
    orderId: orderIdOf(row.payment_request_id),
    createdAt: row.created_at.toISOString(),
    ...(row.expires_at && { expiresAt: row.expires_at.toISOString() }),
  };
  if (row.kind === 'SDK') return { state: 'handledBySdk', ...identity };
  const terms = termsIn(row);
  if (!terms) return undefined;
  const shown = { ...identity, ...(row.debit_amount !== null && { debit: toDebit(row) }), ...shownOf(terms) };
  if (row.state === 'WAITING_FOR_OTP' || row.state === 'WAITING_FOR_USER') return { state: 'waiting', ...shown };
  return row.state === 'PAID' ? { ...shown, ...paidOf(row) } : { ...shown, ...failedOf(row) };
}

function paidOf(row: PaymentOrderRow) {
  const { refundAmount } = toRefunded(row);
  const refundedAmount = refundAmount.isZero ? undefined : refundAmount;
  return {
    state: 'succeeded' as const,
    paidAt: present(row, 'paid_at').toISOString(),
    ...(refundedAmount && { refundedAmount }),
  };
}

/** What was cancelled is closed, as for Alipay+. */
const failedOf = (row: PaymentOrderRow): Pick<Failed, 'state' | 'refusal' | 'cancelledAt' | 'paidAt'> => ({
  state: 'failed',
  refusal: row.state === 'CANCELLED' ? 'OrderClosed' : present(row, 'refusal'),
  ...(row.cancelled_at && { cancelledAt: row.cancelled_at.toISOString() }),
  ...(row.paid_at && { paidAt: row.paid_at.toISOString() }),
});

function shownOf(terms: Terms) {
  const { paymentAmount, payToAmount, merchantName, orderDescription, surchargeInfo, paymentQuote: quote } = terms;
  const { orderAmount, storeName, redirectUrl } = terms.cashier ?? {};
  return {
    paymentAmount,
    payToAmount,
    merchantName,
    ...echoedOf(terms),
    ...(orderDescription !== undefined && { orderDescription }),
    ...(surchargeInfo && { surchargeInfo }),
    ...(quote && { quote }),
    ...(orderAmount && { orderAmount }),
    ...(storeName !== undefined && { storeName }),
    ...(redirectUrl !== undefined && { redirectUrl }),
  };
}
