import type { CustomerId } from '@wallet/kernel';
import { isUsable, type CodeState } from './code-state';

export type ConsentState = 'OPEN' | 'GIVEN' | 'REFUSED';

/** A consent page as a decision needs it. */
export interface Consent {
  readonly state: ConsentState;
  /** Until then an open one can be decided. */
  readonly expiresAt: Date;
  /** Who gave it. */
  readonly customerId: CustomerId | undefined;
  readonly code: CodeState | undefined;
}

/** `decide`: the state is to change. `same`: what was decided before is the answer again. */
export type ConsentStep = 'decide' | 'same' | 'ConsentDecided' | 'ConsentExpired';

export const isOverdue = ({ state, expiresAt }: Consent, now: Date): boolean => state === 'OPEN' && expiresAt <= now;

/** The code of a consent belongs to the customer who gave it, and only while it can be used. */
export const isGivenBy = (consent: Consent, customerId: CustomerId, now: Date): boolean =>
  consent.state === 'GIVEN' && consent.customerId === customerId && isUsable(consent.code, now);

export function stepToGive(consent: Consent, customerId: CustomerId, now: Date): ConsentStep {
  if (isOverdue(consent, now)) return 'ConsentExpired';
  if (consent.state === 'OPEN') return 'decide';
  return isGivenBy(consent, customerId, now) ? 'same' : 'ConsentDecided';
}

export function stepToRefuse(consent: Consent, now: Date): ConsentStep {
  if (isOverdue(consent, now)) return 'ConsentExpired';
  if (consent.state === 'OPEN') return 'decide';
  return consent.state === 'REFUSED' ? 'same' : 'ConsentDecided';
}
