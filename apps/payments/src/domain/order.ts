import type { Money } from '@wallet/money';
import { requireTransition, type OrderKind } from './order-state';
import type { Refusal } from './refusal';

/** How Alipay+ named the customer. */
export type CustomerLookup =
  | { readonly by: 'loginId'; readonly loginId: string; readonly loginIdType: string }
  | { readonly by: 'paymentMethodId'; readonly paymentMethodId: string }
  | { readonly by: 'accessToken'; readonly accessTokenHash: string };

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
  readonly kind: 'EASY_PAY';
  readonly state: 'WAITING_FOR_OTP';
  readonly terms: Terms;
  readonly payer: Payer;
  /** What the wallet account is debited, in its currency. */
  readonly debit: Money;
  readonly expiresAt: Date;
}

interface Paid extends Identity {
  readonly state: 'PAID';
  readonly terms: Terms;
  readonly customerId: string;
  readonly paymentId: string;
  readonly paidAt: Date;
}

/** Paid after the right code of its OTP. */
export interface VerifiedOrder extends Paid {
  readonly kind: 'EASY_PAY';
  readonly verifyRequestId: string;
  readonly authorization: Authorization | undefined;
}

/** Paid at once, by the access token of an agreement. */
export interface AgreementOrder extends Paid {
  readonly kind: 'AGREEMENT';
  readonly agreementId: string;
  readonly accountId: string;
  /** What the wallet account is debited, in its currency. */
  readonly debit: Money;
  readonly expiresAt: Date;
}

export type PaidOrder = VerifiedOrder | AgreementOrder;

export interface RefusedOrder extends Identity {
  readonly kind: OrderKind;
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
const refusedState = (refusal: Refusal): 'FAILED' | 'CLOSED' => (closing.has(refusal) ? 'CLOSED' : 'FAILED');

export function refuse(order: WaitingOrder, refusal: Refusal, refusedAt: Date): RefusedOrder {
  const state = refusedState(refusal);
  requireTransition(order.state, state);
  const { kind, paymentRequestId, terms, expiresAt } = order;
  const { customerId } = order.payer;
  return {
    kind,
    paymentRequestId,
    version: order.version + 1,
    state,
    refusal,
    refusedAt,
    terms,
    customerId,
    expiresAt,
  };
}

/** An order as it is asked for, and by whom, if that is known. */
type Asked = Pick<RefusedOrder, 'kind' | 'paymentRequestId' | 'terms' | 'customerId' | 'expiresAt'>;

/** An order that is refused as soon as it is asked for. */
export function refuseAtOnce(asked: Asked, refusal: Refusal, refusedAt: Date): RefusedOrder {
  return { ...asked, version: 1, state: refusedState(refusal), refusal, refusedAt };
}

type Verified = Pick<VerifiedOrder, 'paymentId' | 'paidAt' | 'verifyRequestId' | 'authorization'>;

export function settle(order: WaitingOrder, payment: Verified): VerifiedOrder {
  requireTransition(order.state, 'PAID');
  const { kind, paymentRequestId, terms } = order;
  const { customerId } = order.payer;
  return { kind, paymentRequestId, version: order.version + 1, state: 'PAID', terms, customerId, ...payment };
}

/** What stands for a payment that was verified but never ordered, so that its refusal stays the same for ever. */
export function tombstone(paymentRequestId: string, refusedAt: Date): RefusedOrder {
  const unknown = { terms: undefined, customerId: undefined, expiresAt: undefined };
  return refuseAtOnce({ kind: 'EASY_PAY', paymentRequestId, ...unknown }, 'OrderNotFound', refusedAt);
}

/** At `expiresAt` itself an order is expired. */
export const isPastExpiry = (order: WaitingOrder, now: Date): boolean => now >= order.expiresAt;
