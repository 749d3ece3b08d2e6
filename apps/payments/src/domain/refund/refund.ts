import type { PaymentId, PaymentRequestId, RefundId, RefundRefusal, RefundRequestId } from '@wallet/kernel';
import { isQuotedAt, type Money } from '@wallet/money';
import type { BusinessTime } from '../business-time';
import type { Order, PaidOrder, RefundAmounts } from '../order/order';
import { newPaymentId } from '../payment/payment-id';
import type { Quote } from '../admission/quote';
import { isSameVerbatim, type Verbatim } from '../order/terms';
import type { CustomerStatus } from '../wallet/wallet';

export interface RefundTerms extends RefundAmounts {
  readonly refundQuote?: Quote | undefined;
  readonly refundPromoInfo?: Verbatim | undefined;
  readonly surchargeInfo?: Verbatim | undefined;
}

export interface RefundRequest {
  readonly refundRequestId: RefundRequestId;
  readonly paymentRequestId: PaymentRequestId;
  readonly paymentId: PaymentId;
  readonly terms: RefundTerms;
  readonly reason?: string | undefined;
}

interface Decided extends RefundRequest {
  readonly decidedAt: Date;
}

export interface SucceededRefund extends Decided {
  readonly state: 'SUCCEEDED';
  readonly refundId: RefundId;
}

export interface RefusedRefund extends Decided {
  readonly state: 'REFUSED';
  readonly refusal: RefundRefusal;
}

/** What was decided of a refund, for ever. */
export type Refund = SucceededRefund | RefusedRefund;

/** What a refund is decided on. */
export interface RefundScope {
  readonly order: Order | undefined;
  /** Of the customer who paid; `undefined` unless the order is paid. */
  readonly customerStatus: CustomerStatus | undefined;
  readonly time: BusinessTime;
  /** Days after the payment, the last moment included. */
  readonly windowDays: number;
}

/** A refusal is stored too: it is the answer for ever. */
export function decideRefund(request: RefundRequest, scope: RefundScope): Refund {
  const decided = { ...request, decidedAt: scope.time.now };
  const refusal = refusalOf(request, scope);
  if (refusal) return { ...decided, state: 'REFUSED', refusal };
  return { ...decided, state: 'SUCCEEDED', refundId: newPaymentId(scope.time) };
}

/** The first "no" that applies. */
function refusalOf(request: RefundRequest, scope: RefundScope): RefundRefusal | undefined {
  const order = refundable(request, scope.order);
  if (typeof order === 'string') return order;
  if (!areConsistent(order, request.terms)) return 'AmountsInconsistent';
  if (scope.time.now.getTime() > order.paidAt.getTime() + scope.windowDays * dayMs) return 'RefundWindowExceeded';
  if (scope.customerStatus === 'CLOSED') return 'CustomerNotFound';
  return exceeds(order, request.terms) ? 'RefundAmountExceeded' : undefined;
}

const dayMs = 24 * 3_600_000;

function refundable(
  { paymentId }: RefundRequest,
  order: Order | undefined,
): PaidOrder | 'OrderNotFound' | 'OrderClosed' {
  if (order?.state !== 'PAID' && order?.state !== 'CANCELLED') return 'OrderNotFound';
  if (order.paymentId !== undefined && order.paymentId !== paymentId) return 'OrderNotFound';
  return order.state === 'PAID' ? order : 'OrderClosed';
}

/** In the currencies of the payment, not of nothing, two in one currency are equal, and the amounts are of one value. */
function areConsistent(order: PaidOrder, refund: RefundTerms): boolean {
  const { terms } = order;
  const { refundAmount, refundFromAmount } = refund;
  if (refundAmount.currency !== terms.paymentAmount.currency) return false;
  if (refundFromAmount.currency !== terms.payToAmount.currency) return false;
  if (refundAmount.isZero && refundFromAmount.isZero) return false;
  if (refundAmount.currency === refundFromAmount.currency) return refundAmount.equals(refundFromAmount);
  return isAllThatIsLeft(order, refund) || (!refundAmount.isZero && isPartInProportion(order, refund));
}

/** Exactly what is left on both sides: after rounded parts it need not be in proportion, and may be nothing to the user. */
function isAllThatIsLeft({ terms, refunded }: PaidOrder, { refundAmount, refundFromAmount }: RefundAmounts): boolean {
  return (
    refunded.refundAmount.minorUnits + refundAmount.minorUnits === terms.paymentAmount.minorUnits &&
    refunded.refundFromAmount.minorUnits + refundFromAmount.minorUnits === terms.payToAmount.minorUnits
  );
}

/** By the quote that came with it; a part of which nothing is settled must be so small by its own or the payment's rate. */
function isPartInProportion({ terms }: PaidOrder, refund: RefundTerms): boolean {
  const { refundAmount, refundFromAmount, refundQuote } = refund;
  const quote = refundQuote ?? (refundFromAmount.isZero ? terms.paymentQuote : undefined);
  if (quote) return isQuotedAt(quote, refundAmount, refundFromAmount);
  if (!refundFromAmount.isZero) return true;
  return 2n * refundAmount.minorUnits * terms.payToAmount.minorUnits <= terms.paymentAmount.minorUnits;
}

function exceeds({ terms, refunded }: PaidOrder, { refundAmount, refundFromAmount }: RefundTerms): boolean {
  const isOver = (sum: Money, more: Money, paid: Money): boolean => sum.minorUnits + more.minorUnits > paid.minorUnits;
  return (
    isOver(refunded.refundAmount, refundAmount, terms.paymentAmount) ||
    isOver(refunded.refundFromAmount, refundFromAmount, terms.payToAmount)
  );
}

/** The order after one more refund, for the decisions that follow. */
export const refunded = (order: PaidOrder, { refundAmount, refundFromAmount }: RefundAmounts): PaidOrder => ({
  ...order,
  refunded: {
    refundAmount: order.refunded.refundAmount.add(refundAmount),
    refundFromAmount: order.refunded.refundFromAmount.add(refundFromAmount),
  },
});

/** Do the payment and the key parameters of a repeat agree with what was asked first? */
export function isSameRefund(stored: RefundRequest, again: RefundRequest): boolean {
  return (
    stored.paymentRequestId === again.paymentRequestId &&
    stored.paymentId === again.paymentId &&
    stored.terms.refundAmount.equals(again.terms.refundAmount) &&
    stored.terms.refundFromAmount.equals(again.terms.refundFromAmount) &&
    isSameVerbatim(stored.terms.refundPromoInfo, again.terms.refundPromoInfo) &&
    isSameVerbatim(stored.terms.surchargeInfo, again.terms.surchargeInfo)
  );
}
