import type { AgreementId, CustomerId, OrderRefusal, PaymentRequestId } from '@wallet/kernel';
import type { BusinessTime } from '../business-time';
import type { Undecided } from '../admission/admission';
import { decideDebit } from '../admission/debit';
import { refusalByLimits, type AgreementLimits, type CommonLimits } from '../admission/limits';
import { nothingRefunded, refuseAtOnce, type AgreementOrder, type RefusedOrder } from '../order/order';
import { newPaymentId } from './payment-id';
import { Posting } from '../ledger/posting';
import { refusalByQuote } from '../admission/quote';
import type { Terms } from '../order/terms';
import { debited, type Wallet } from '../wallet/wallet';

/** Whose access token it is, or why it pays nothing. */
export type TokenPayer =
  | {
      readonly token: 'valid';
      readonly agreementId: AgreementId;
      readonly customerId: CustomerId;
      /** The merchant of the agreement; `undefined`: it was made without one. */
      readonly referenceMerchantId?: string | undefined;
    }
  | { readonly token: 'refused'; readonly refusal: 'TokenExpired' | 'TokenInvalid' };

/** A payment by access token, as it is asked for. */
export interface AgreementPayment {
  readonly paymentRequestId: PaymentRequestId;
  readonly terms: Terms;
  readonly expiresAt: Date;
  readonly payer: TokenPayer;
}

/** What a valid payer has: the wallet, locked, if it is known here, and what the agreement took today in minor units. */
export interface Means {
  readonly wallet: Wallet | undefined;
  readonly usedToday: bigint;
}

export interface AgreementRules {
  readonly limits: CommonLimits;
  readonly agreementLimits: AgreementLimits;
  /** What becomes of a payment to another merchant than the agreement's: it is made and reported, or refused. */
  readonly agreementMerchant: 'report' | 'refuse';
}

/** Nothing is stored while it is undecided. */
export type AgreementDecision =
  | { readonly kind: 'paid'; readonly order: AgreementOrder; readonly posting: Posting; readonly wallet: Wallet }
  | { readonly kind: 'refused'; readonly order: RefusedOrder }
  | { readonly kind: 'undecided'; readonly reason: Undecided };

/** Opens, decides and settles at once: the order is final when it is stored. The first refusal that applies. */
export function decideAgreementPayment(
  { payer, ...ordered }: AgreementPayment,
  { wallet, usedToday }: Means,
  { time, ...rules }: AgreementRules & { time: BusinessTime },
): AgreementDecision {
  const asked = { kind: 'AGREEMENT', ...ordered } as const;
  const customerId = payer.token === 'valid' ? payer.customerId : undefined;
  const refused = (refusal: OrderRefusal): AgreementDecision => ({
    kind: 'refused',
    order: refuseAtOnce({ ...asked, customerId }, refusal, time.now),
  });
  if (payer.token === 'refused') return refused(payer.refusal);
  const early = refusalOfRequest({ payer, ...ordered }, rules, time.now);
  if (early) return refused(early);
  if (!wallet) return { kind: 'undecided', reason: 'no-account' };
  if (wallet.status !== 'ACTIVE') return refused('CustomerNotActive');
  const debit = decideDebit(asked.terms, wallet.currency);
  if (debit.outcome === 'refused') return refused(debit.refusal);
  const agreement = { limits: rules.agreementLimits, usedToday };
  const refusal =
    refusalByQuote(asked.terms, asked.terms.paymentQuote, time.now) ??
    refusalByLimits(debit.result, wallet, rules.limits, agreement);
  if (refusal === 'no-limits') return { kind: 'undecided', reason: refusal };
  if (refusal) return refused(refusal);
  const { agreementId } = payer;
  const from = { customerId: payer.customerId, agreementId, accountId: wallet.accountId, debit: debit.result };
  const payment = { paymentId: newPaymentId(time), paidAt: time.now, refunded: nothingRefunded(asked.terms) };
  return {
    kind: 'paid',
    order: { ...asked, ...from, ...payment, version: 1, state: 'PAID' },
    posting: Posting.payment(asked.paymentRequestId, wallet.accountId, debit.result, asked.terms.payToAmount),
    wallet: debited(wallet, debit.result),
  };
}

/** An agreement without a merchant pays every one. */
export const isToAnotherMerchant = (payer: TokenPayer, { referenceMerchantId }: Terms): boolean =>
  payer.token === 'valid' &&
  payer.referenceMerchantId !== undefined &&
  payer.referenceMerchantId !== referenceMerchantId;

function refusalOfRequest(
  { payer, terms, expiresAt }: AgreementPayment,
  { agreementMerchant }: AgreementRules,
  now: Date,
): OrderRefusal | undefined {
  if (expiresAt <= now) return 'OrderClosed';
  return agreementMerchant === 'refuse' && isToAnotherMerchant(payer, terms) ? 'TokenInvalid' : undefined;
}
