import { asciiDigits, type OrderRefusal, type PaymentRequestId } from '@wallet/kernel';
import { decideAdmission, type AdmissionRules, type Applicant, type Undecided } from '../admission/admission';
import { refuseAtOnce, type RefusedOrder, type WaitingOrder } from './order';
import type { CustomerLookup, Terms } from './terms';

/** An order as it is asked for. */
export interface Opening extends Applicant {
  readonly paymentRequestId: PaymentRequestId;
  readonly terms: Terms;
  readonly expiresAt: Date;
}

/** The order that is stored: it waits for its OTP, or is refused for ever. Nothing is stored while it is undecided. */
export function decideOpening(
  opening: Opening,
  rules: AdmissionRules,
  now: Date,
): WaitingOrder | RefusedOrder | Undecided {
  const { paymentRequestId, terms, expiresAt } = opening;
  const asked = { kind: 'EASY_PAY', paymentRequestId, terms, expiresAt } as const;
  const refused = (refusal: OrderRefusal): RefusedOrder =>
    refuseAtOnce({ ...asked, customerId: opening.customer?.customerId }, refusal, now);
  if (expiresAt <= now) return refused('OrderClosed');
  const admission = decideAdmission(terms, opening, { ...rules, now });
  if (admission.outcome === 'unknown') return admission.reason;
  if (admission.outcome === 'refused') return refused(admission.refusal);
  const { customer, wallet, debit } = admission.result;
  const { customerId, mobileNumber } = customer;
  const payer = { customerId, accountId: wallet.accountId, mobileNumber };
  return { ...asked, version: 1, state: 'WAITING_FOR_OTP', payer, debit };
}

const masked = /[*xX＊•●]/;
const notDigits = /\D/g;

/**
 * Does a login id name the one that ordered? A masked one (`852-524xx184`) cannot be compared and is accepted, because
 * it is never a destination; how the digits of a number are written and grouped does not matter.
 */
export function mayBeLoginOf(lookup: CustomerLookup, loginId: string): boolean {
  if (lookup.by !== 'loginId' || masked.test(loginId)) return true;
  return numberOf(lookup.loginId) === numberOf(loginId);
}

/** Its digits from the country code on, without what is dialled before it; what has letters is no number. */
const numberOf = (loginId: string): string =>
  /\p{L}/u.test(loginId) ? loginId : asciiDigits(loginId).replace(notDigits, '').replace(/^00/, '');
