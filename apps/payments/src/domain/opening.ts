import { decideAdmission, type AdmissionRules, type Applicant } from './admission';
import type { CustomerLookup, RefusedOrder, Terms, WaitingOrder } from './order';
import { refusedState } from './order';
import type { Refusal } from './refusal';

/** An order as it is asked for. */
export interface Opening extends Applicant {
  readonly paymentRequestId: string;
  readonly terms: Terms;
  readonly expiresAt: Date;
}

/**
 * The order that is stored: it waits for its OTP, or is refused for ever. `undefined`: nothing is stored, because the
 * customer's wallet has not arrived here yet.
 */
export function decideOpening(
  opening: Opening,
  rules: AdmissionRules,
  now: Date,
): WaitingOrder | RefusedOrder | undefined {
  if (opening.expiresAt <= now) return refusedAtOnce(opening, 'OrderClosed', now);
  const admission = decideAdmission(opening.terms, opening, rules);
  if (admission.outcome === 'unknown') return undefined;
  if (admission.outcome === 'refused') return refusedAtOnce(opening, admission.refusal, now);
  const { customer, wallet, debit } = admission.result;
  const { customerId, mobileNumber } = customer;
  const payer = { customerId, accountId: wallet.accountId, mobileNumber };
  const { paymentRequestId, terms, expiresAt } = opening;
  return { paymentRequestId, version: 1, state: 'WAITING_FOR_OTP', terms, payer, debit, expiresAt };
}

function refusedAtOnce(opening: Opening, refusal: Refusal, refusedAt: Date): RefusedOrder {
  const { paymentRequestId, terms, expiresAt } = opening;
  const customerId = opening.customer?.customerId;
  const state = refusedState(refusal);
  return { paymentRequestId, version: 1, state, refusal, refusedAt, terms, customerId, expiresAt };
}

/** Do the key parameters of a repeat agree with what was ordered? */
export function isSameOrder(ordered: Terms, again: Terms): boolean {
  return (
    ordered.paymentAmount.equals(again.paymentAmount) &&
    ordered.payToAmount.equals(again.payToAmount) &&
    ordered.paymentMethodType === again.paymentMethodType &&
    lookupKey(ordered.lookup) === lookupKey(again.lookup)
  );
}

const lookupKey = (lookup: CustomerLookup): string =>
  JSON.stringify(lookup.by === 'loginId' ? [lookup.loginIdType, lookup.loginId] : [lookup.paymentMethodId]);

const masked = /[*xX]/;
const spelling = /[\s()+-]/g;

/**
 * Does a login id name the one that ordered? A masked one (`852-524xx184`) cannot be compared and is accepted, because
 * it is never a destination; spaces and punctuation of a number do not matter.
 */
export function mayBeLoginOf(lookup: CustomerLookup, loginId: string): boolean {
  if (lookup.by !== 'loginId' || masked.test(loginId)) return true;
  return lookup.loginId.replace(spelling, '') === loginId.replace(spelling, '');
}
