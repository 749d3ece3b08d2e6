import type { CustomerId, OrderRefusal } from '@wallet/kernel';
import type { Money } from '@wallet/money';
import { refusalByLimits, type CommonLimits } from '../admission/limits';
import {
  isPastExpiry,
  refuse,
  settle,
  type Authorization,
  type RefusedOrder,
  type VerifiedOrder,
  type WaitingOrder,
} from '../order/order';
import { newPaymentId } from './payment-id';
import { Posting } from '../ledger/posting';
import { refusalByQuote } from '../admission/quote';
import type { BusinessTime } from '../business-time';
import { debited, type Wallet } from '../wallet/wallet';

/** What the code was issued for. */
export interface BoundValues {
  readonly amount: Money;
  readonly referenceMerchantId: string;
  readonly customerId: CustomerId;
}

/** What was found about the code: `unavailable` means that it could not be checked. */
export type Verification =
  | { readonly verdict: 'accepted'; readonly verifyRequestId: string; readonly bound: BoundValues }
  | { readonly verdict: 'wrong' | 'exhausted' | 'unavailable' };

export interface SettlementRequest {
  readonly paymentAmount?: Money | undefined;
  readonly payToAmount?: Money | undefined;
  readonly authorization?: Authorization | undefined;
  readonly verification: Verification;
}

/** `undecided` changes nothing: the order goes on waiting. */
export type SettlementDecision =
  | { readonly kind: 'paid'; readonly order: VerifiedOrder; readonly posting: Posting; readonly wallet: Wallet }
  | { readonly kind: 'refused'; readonly order: RefusedOrder }
  | {
      readonly kind: 'undecided';
      readonly reason: 'awaiting-otp' | 'unavailable' | 'bound-values-differ' | 'no-limits';
    };

/** The one decision that moves a customer's money; `wallet` is the order's own, locked. */
export function decideSettlement(
  order: WaitingOrder,
  request: SettlementRequest,
  wallet: Wallet,
  { time, limits }: { time: BusinessTime; limits: CommonLimits },
): SettlementDecision {
  const refused = (refusal: OrderRefusal): SettlementDecision => ({
    kind: 'refused',
    order: refuse(order, refusal, time.now),
  });
  const late = refusalOfRequest(order, request, time.now);
  if (late) return refused(late);
  const { verification } = request;
  if (verification.verdict !== 'accepted') {
    if (verification.verdict === 'exhausted') return refused('OtpTriesExhausted');
    return { kind: 'undecided', reason: verification.verdict === 'wrong' ? 'awaiting-otp' : 'unavailable' };
  }
  if (!isBoundTo(order, verification.bound)) return { kind: 'undecided', reason: 'bound-values-differ' };
  const refusal = wallet.status === 'ACTIVE' ? refusalByLimits(order.debit, wallet, limits) : 'CustomerNotActive';
  if (refusal === 'no-limits') return { kind: 'undecided', reason: refusal };
  if (refusal) return refused(refusal);
  const { verifyRequestId } = verification;
  const payment = { paymentId: newPaymentId(time), paidAt: time.now, verifyRequestId };
  return {
    kind: 'paid',
    order: settle(order, { ...payment, authorization: request.authorization }),
    posting: Posting.payment(order.paymentRequestId, wallet.accountId, order.debit, order.terms.payToAmount),
    wallet: debited(wallet, order.debit),
  };
}

/** Whatever the code. */
function refusalOfRequest(order: WaitingOrder, request: SettlementRequest, now: Date): OrderRefusal | undefined {
  if (isPastExpiry(order, now)) return 'OrderClosed';
  if (amountsDiffer(order, request)) return 'RepeatInconsistent';
  return refusalByQuote(order.terms, order.terms.paymentQuote, now);
}

function amountsDiffer({ terms }: WaitingOrder, { paymentAmount, payToAmount }: SettlementRequest): boolean {
  if (paymentAmount && !paymentAmount.equals(terms.paymentAmount)) return true;
  return payToAmount !== undefined && !payToAmount.equals(terms.payToAmount);
}

function isBoundTo({ terms, payer }: WaitingOrder, bound: BoundValues): boolean {
  return (
    bound.amount.equals(terms.paymentAmount) &&
    bound.referenceMerchantId === terms.referenceMerchantId &&
    bound.customerId === payer.customerId
  );
}
