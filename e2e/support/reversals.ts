import { randomUUID } from 'node:crypto';
import { parties } from './binding';
import { amountOf } from './easy-pay';
import type { Exchange, JsonObject, Wallet } from './wallet';

/** What a call about money already paid needs to know of the payment. */
export interface Paid {
  readonly paymentRequestId: string;
  readonly paymentId: string;
}

export const cancel = (wallet: Wallet, paymentRequestId: string): Promise<Exchange> =>
  wallet.call('cancelPayment', { ...parties, paymentRequestId });

/** The body of a refund; both amounts are `value`, unless `over` replaces top-level fields. */
export const refundBody = (paid: Paid, value: string, over: JsonObject = {}): JsonObject => ({
  ...parties,
  ...paid,
  refundRequestId: `refund-${randomUUID()}`,
  refundAmount: amountOf(value),
  refundFromAmount: amountOf(value),
  ...over,
});

export const refund = (wallet: Wallet, paid: Paid, value: string, over: JsonObject = {}): Promise<Exchange> =>
  wallet.call('refund', refundBody(paid, value, over));
