import type { Clock, Verdict } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { Approval, ApprovalRefusal, ApprovalState } from '../../domain/ledger/approval';
import type { CashInRefusal } from '../../domain/ledger/cash-in';

/** A refusal that is none of the approval's own is the credit's: it goes on waiting. */
export type VerdictResult =
  | { readonly outcome: 'done'; readonly approval: Approval; readonly repeated: boolean }
  | { readonly outcome: 'refused'; readonly refusal: ApprovalRefusal | CashInRefusal };

export interface Approvals {
  /** The newest first. Throws DependencyFault. */
  list(filter: { readonly state?: ApprovalState; readonly limit: number }, now: Date): Promise<Approval[]>;

  /** Throws DependencyFault. */
  get(approvalId: string, now: Date): Promise<Approval | undefined>;

  /**
   * One transaction: the verdict, what it has posted, and who and why. Of two at once one wins. Undefined: no such
   * approval. Throws DependencyFault.
   */
  decide(approvalId: string, verdict: Verdict, note: OperatorNote, now: Date): Promise<VerdictResult | undefined>;
}

/** A second operator looks at what waits, and decides. */
export class DecideApprovals {
  constructor(
    private readonly approvals: Approvals,
    private readonly clock: Clock,
  ) {}

  list(filter: { readonly state?: ApprovalState; readonly limit: number }): Promise<Approval[]> {
    return this.approvals.list(filter, this.clock.now());
  }

  show(approvalId: string): Promise<Approval | undefined> {
    return this.approvals.get(approvalId, this.clock.now());
  }

  decide(approvalId: string, verdict: Verdict, note: OperatorNote): Promise<VerdictResult | undefined> {
    return this.approvals.decide(approvalId, verdict, note, this.clock.now());
  }
}
