import type { CustomerId, OrderRefusal } from '@wallet/kernel';
import { decideEligibility, type AdmissionRules, type Undecided } from '../admission/admission';
import type { Opening } from '../order/opening';
import { refuseAtOnce, type RefusedOrder, type ScannedOrder } from '../order/order';

/** The order behind a scanned code, as it is asked for; the customer is the one whose app scanned it. */
export interface Recording extends Opening {
  readonly customerId: CustomerId;
}

/**
 * The order that is stored: it waits for its user, or is refused for ever. Limits and balance are not looked at before the user
 * confirms. Nothing is stored while it is undecided.
 */
export function decideRecording(
  recording: Recording,
  rules: Pick<AdmissionRules, 'minKycLevel'>,
  now: Date,
): ScannedOrder | RefusedOrder | Undecided {
  const { paymentRequestId, terms, expiresAt, customerId } = recording;
  const asked = { kind: 'SCAN', paymentRequestId, terms, expiresAt } as const;
  const refused = (refusal: OrderRefusal): RefusedOrder => refuseAtOnce({ ...asked, customerId }, refusal, now);
  if (expiresAt <= now) return refused('OrderClosed');
  const eligibility = decideEligibility(terms, recording, { ...rules, now });
  if (eligibility.outcome === 'unknown') return eligibility.reason;
  if (eligibility.outcome === 'refused') return refused(eligibility.refusal);
  const { wallet, debit } = eligibility.result;
  if (wallet.status !== 'ACTIVE') return refused('CustomerNotActive');
  const payer = { customerId, accountId: wallet.accountId };
  return { ...asked, version: 1, state: 'WAITING_FOR_USER', payer, debit };
}
