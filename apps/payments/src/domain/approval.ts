import { isSameOperator } from '@wallet/kernel';
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

/**
 * `same-operator`: who asked cannot decide. `posted`: a replica of a release without approvals has credited it meanwhile.
 * The others say what it is already.
 */
export type ApprovalRefusal = 'same-operator' | 'posted' | 'approved' | 'refused' | 'expired';

export type Verdict = 'approve' | 'refuse';

/** Repeating a decision is fine; the other one comes too late. */
export function judgeVerdict(
  verdict: Verdict,
  approval: Approval,
  operator: string,
): 'decide' | 'repeated' | ApprovalRefusal {
  if (approval.state === 'EXPIRED') return 'expired';
  if (approval.state === 'APPROVED') return verdict === 'approve' ? 'repeated' : 'approved';
  if (approval.state === 'REFUSED') return verdict === 'refuse' ? 'repeated' : 'refused';
  return isSameOperator(approval.requested.operator, operator) ? 'same-operator' : 'decide';
}

/**
 * `recent`: what the customer was credited without approval within a day. It counts, so that a large credit is not made of
 * small ones. A currency without a ceiling has none to stay below.
 */
export function needsApproval(amount: Money, recent: bigint, ceilings: AmountsByCurrency): boolean {
  const ceiling = ceilings.get(amount.currency);
  return !ceiling || recent + amount.minorUnits > ceiling.minorUnits;
}
