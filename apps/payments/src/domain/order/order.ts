import type {
  AccountId,
  AgreementId,
  CustomerId,
  OrderRefusal,
  PaymentId,
  PaymentRequestId,
  ReferenceAgreementId,
} from '@wallet/kernel';
import { Money } from '@wallet/money';
import { requireTransition, type OrderKind } from './order-state';
import type { Terms } from './terms';

/** Who pays, from which account, and where the OTP goes (E.164). */
export interface Payer {
  readonly customerId: CustomerId;
  readonly accountId: AccountId;
  readonly mobileNumber: string;
}

/** The user's wish to bind the wallet, as given with the payment. */
export interface Authorization {
  readonly authClientId: string;
  readonly authState: string;
  readonly referenceAgreementId: ReferenceAgreementId;
}

/** What goes back of a payment: of its `paymentAmount`, and of its `payToAmount`. */
export interface RefundAmounts {
  readonly refundAmount: Money;
  readonly refundFromAmount: Money;
}

interface Identity {
  readonly paymentRequestId: PaymentRequestId;
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

/** Waits for the user, who sees it in the app and confirms it there; no code is sent. */
export interface ScannedOrder extends Identity {
  readonly kind: 'SCAN';
  readonly state: 'WAITING_FOR_USER';
  readonly terms: Terms;
  readonly payer: Omit<Payer, 'mobileNumber'>;
  readonly debit: Money;
  readonly expiresAt: Date;
}

/** The client SDK of Alipay+ goes on with it: what is bought is not known here, and nothing is debited. */
export interface SdkOrder extends Identity {
  readonly kind: 'SDK';
  readonly state: 'WAITING_FOR_USER';
  readonly terms: undefined;
  readonly payer: Pick<Payer, 'customerId'>;
  readonly expiresAt: Date;
}

/** Nothing is decided of it yet. */
export type UndecidedOrder = WaitingOrder | ScannedOrder | SdkOrder;

interface Paid extends Identity {
  readonly state: 'PAID';
  readonly terms: Terms;
  readonly customerId: CustomerId;
  readonly accountId: AccountId;
  /** What the wallet account was debited, in its currency. */
  readonly debit: Money;
  /** So far; refunds do not change the version. */
  readonly refunded: RefundAmounts;
  readonly paymentId: PaymentId;
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
  readonly agreementId: AgreementId;
  readonly expiresAt: Date;
}

/** Paid when its user confirmed it. */
export interface ConfirmedOrder extends Paid {
  readonly kind: 'SCAN';
}

export type PaidOrder = VerifiedOrder | AgreementOrder | ConfirmedOrder;

export interface RefusedOrder extends Identity {
  readonly kind: OrderKind;
  readonly state: 'FAILED' | 'CLOSED';
  readonly refusal: OrderRefusal;
  readonly refusedAt: Date;
  /** `undefined`: a tombstone, a payment verified without ever being ordered; or the client SDK went on with it. */
  readonly terms: Terms | undefined;
  /** `undefined`: nobody was found. */
  readonly customerId: CustomerId | undefined;
  readonly expiresAt: Date | undefined;
}

/** Everything that is asked of it is answered `OrderClosed`. */
export interface CancelledOrder extends Identity {
  readonly kind: OrderKind;
  readonly state: 'CANCELLED';
  readonly cancelledAt: Date;
  /** `undefined`: a tombstone, an id cancelled before anything was ordered; or the client SDK went on with it. */
  readonly terms: Terms | undefined;
  /** Of the payment that was taken back; `undefined`: it was not paid. */
  readonly paymentId: PaymentId | undefined;
  /** What refunds gave back before; `undefined`: it was not paid. */
  readonly refunded: RefundAmounts | undefined;
}

export type FinalOrder = PaidOrder | RefusedOrder | CancelledOrder;
export type Order = UndecidedOrder | FinalOrder;

export const isUndecided = (order: Order): order is UndecidedOrder =>
  order.state === 'WAITING_FOR_OTP' || order.state === 'WAITING_FOR_USER';

/** The refusals that close an order; all others fail it. */
const closing: ReadonlySet<OrderRefusal> = new Set(['OrderClosed', 'QuoteExpired', 'RepeatInconsistent']);

/** The state that a refused order is in. */
const refusedState = (refusal: OrderRefusal): 'FAILED' | 'CLOSED' => (closing.has(refusal) ? 'CLOSED' : 'FAILED');

export function refuse(order: UndecidedOrder, refusal: OrderRefusal, refusedAt: Date): RefusedOrder {
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
export function refuseAtOnce(asked: Asked, refusal: OrderRefusal, refusedAt: Date): RefusedOrder {
  return { ...asked, version: 1, state: refusedState(refusal), refusal, refusedAt };
}

type Verified = Pick<VerifiedOrder, 'paymentId' | 'paidAt' | 'verifyRequestId' | 'authorization'>;

export function settle(order: WaitingOrder, payment: Verified): VerifiedOrder {
  requireTransition(order.state, 'PAID');
  const { kind, paymentRequestId, terms, debit } = order;
  const { customerId, accountId } = order.payer;
  const from = { customerId, accountId, debit, refunded: nothingRefunded(terms) };
  return { kind, paymentRequestId, version: order.version + 1, state: 'PAID', terms, ...from, ...payment };
}

export function confirm(order: ScannedOrder, payment: Pick<ConfirmedOrder, 'paymentId' | 'paidAt'>): ConfirmedOrder {
  requireTransition(order.state, 'PAID');
  const { kind, paymentRequestId, terms, debit, payer } = order;
  const from = { ...payer, debit, refunded: nothingRefunded(terms) };
  return { kind, paymentRequestId, version: order.version + 1, state: 'PAID', terms, ...from, ...payment };
}

export const nothingRefunded = ({ paymentAmount, payToAmount }: Terms): RefundAmounts => ({
  refundAmount: Money.of(paymentAmount.currency, 0n),
  refundFromAmount: Money.of(payToAmount.currency, 0n),
});

/** What stands for a payment that was verified but never ordered, so that its refusal stays the same for ever. */
export function tombstone(paymentRequestId: PaymentRequestId, refusedAt: Date): RefusedOrder {
  const unknown = { terms: undefined, customerId: undefined, expiresAt: undefined };
  return refuseAtOnce({ kind: 'EASY_PAY', paymentRequestId, ...unknown }, 'OrderNotFound', refusedAt);
}

export function cancel(order: UndecidedOrder | PaidOrder, cancelledAt: Date): CancelledOrder {
  const state = 'CANCELLED';
  requireTransition(order.state, state);
  const { kind, paymentRequestId, terms } = order;
  const { paymentId, refunded } = order.state === 'PAID' ? order : { paymentId: undefined, refunded: undefined };
  return { kind, paymentRequestId, version: order.version + 1, state, cancelledAt, terms, paymentId, refunded };
}

/** What stands for an id that is cancelled before anything was ordered: the late payment is refused. */
export const cancelUnknown = (paymentRequestId: PaymentRequestId, cancelledAt: Date): CancelledOrder => ({
  kind: 'EASY_PAY',
  paymentRequestId,
  version: 1,
  state: 'CANCELLED',
  cancelledAt,
  terms: undefined,
  paymentId: undefined,
  refunded: undefined,
});

/** At `expiresAt` itself an order is expired. */
export const isPastExpiry = (order: UndecidedOrder, now: Date): boolean => now >= order.expiresAt;
