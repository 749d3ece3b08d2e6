import type { VerdictRefusal } from '@wallet/kernel';
import type { AmountsByCurrency, Money } from '@wallet/money';
import type { CashIn } from './cash-in';

export const approvalStates = ['WAITING', 'APPROVED', 'REFUSED', 'EXPIRED'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Who did something, and why. */
interface Note {
  readonly operator: string;
  readonly reason: string;
}

/** A credit that waits for a second operator, or did. It is executed as it is stored. */
export interface Approval {
  readonly approvalId: string;
  readonly cashIn: CashIn;
  readonly requested: Note;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly state: ApprovalState;
  /** Absent while it waits, and when it expired. */
  readonly decided?: Note & { readonly at: Date };
}

/** `posted`: a replica of a release without approvals has credited it meanwhile. */
export type ApprovalRefusal = VerdictRefusal | 'posted';

/**
 * `recent`: what the customer was credited without approval within a day. It counts, so that a large credit is not made of
 * small ones. A currency without a ceiling has none to stay below.
 */
export function needsApproval(amount: Money, recent: bigint, ceilings: AmountsByCurrency): boolean {
  const ceiling = ceilings.get(amount.currency);
  return !ceiling || recent + amount.minorUnits > ceiling.minorUnits;
}
