import type { Money } from '@wallet/money';
import { requireTransition } from './order-state';
import type { Refusal } from './refusal';

/** How Alipay+ named the customer. */
export type CustomerLookup =
  | { readonly by: 'loginId'; readonly loginId: string; readonly loginIdType: string }
  | { readonly by: 'paymentMethodId'; readonly paymentMethodId: string };

/** What was ordered; it never changes. */
export interface Terms {
  /** What the user was asked for. */
  readonly paymentAmount: Money;
  /** What the wallet settles to Alipay+. */
  readonly payToAmount: Money;
  readonly paymentMethodType: string;
  readonly referenceMerchantId: string;
  readonly merchantName: string;
  readonly lookup: CustomerLookup;
  readonly acquirerId: string;
}

/** Who pays, from which account, and where the OTP goes (E.164). */
export interface Payer {
  readonly customerId: string;
  readonly accountId: string;
  readonly mobileNumber: string;
}

/** The user's wish to bind the wallet, as given with the payment. */
export interface Authorization {
  readonly authClientId: string;
  readonly authState: string;
  readonly referenceAgreementId: string;
}

interface Identity {
  readonly paymentRequestId: string;
  /** 1 when stored first; grows by one with each change. */
  readonly version: number;
}

export interface WaitingOrder extends Identity {
  readonly state: 'WAITING_FOR_OTP';
  readonly terms: Terms;
  readonly payer: Payer;
  /** What the wallet account is debited, in its currency. */
  readonly debit: Money;
  readonly expiresAt: Date;
}

export interface Payment {
  readonly paymentId: string;
  readonly paidAt: Date;
  readonly verifyRequestId: string;
  readonly authorization: Authorization | undefined;
}

export interface PaidOrder extends Identity, Payment {
  readonly state: 'PAID';
  readonly terms: Terms;
  readonly customerId: string;
}

export interface RefusedOrder extends Identity {
  readonly state: 'FAILED' | 'CLOSED';
  readonly refusal: Refusal;
  readonly refusedAt: Date;
  /** `undefined`: a tombstone, a payment verified without ever being ordered. */
  readonly terms: Terms | undefined;
  /** `undefined`: nobody was found. */
  readonly customerId: string | undefined;
  readonly expiresAt: Date | undefined;
}

export type Order = WaitingOrder | PaidOrder | RefusedOrder;

/** The refusals that close an order; all others fail it. */
const closing: ReadonlySet<Refusal> = new Set(['OrderClosed', 'RepeatInconsistent']);

/** The state that a refused order is in. */
export const refusedState = (refusal: Refusal): 'FAILED' | 'CLOSED' => (closing.has(refusal) ? 'CLOSED' : 'FAILED');

export function refuse(order: WaitingOrder, refusal: Refusal, refusedAt: Date): RefusedOrder {
  const state = refusedState(refusal);
  requireTransition(order.state, state);
  const { paymentRequestId, terms, expiresAt } = order;
  const { customerId } = order.payer;
  return { paymentRequestId, version: order.version + 1, state, refusal, refusedAt, terms, customerId, expiresAt };
}

export function settle(order: WaitingOrder, payment: Payment): PaidOrder {
  requireTransition(order.state, 'PAID');
  const { paymentRequestId, terms } = order;
  const { customerId } = order.payer;
  return { paymentRequestId, version: order.version + 1, state: 'PAID', terms, customerId, ...payment };
}

/** What stands for a payment that was verified but never ordered, so that its refusal stays the same for ever. */
export function tombstone(paymentRequestId: string, refusedAt: Date): RefusedOrder {
  return {
    paymentRequestId,
    version: 1,
    state: 'FAILED',
    refusal: 'OrderNotFound',
    refusedAt,
    terms: undefined,
    customerId: undefined,
    expiresAt: undefined,
  };
}

/** At `expiresAt` itself an order is expired. */
export const isPastExpiry = (order: WaitingOrder, now: Date): boolean => now >= order.expiresAt;
