import { judgeVerdict, type Verdict } from '@wallet/kernel';
import type { AmountsByCurrency } from '@wallet/money';
import { inTransaction, recordAction } from '@wallet/postgres';
import { newId } from '@wallet/service';
import type { DataSource, EntityManager } from 'typeorm';
import type { OperatorNote } from '@wallet/operator-contract';
import type { Approvals, VerdictResult } from '../../../application/operators/approvals';
import type { CashIns, CreditResult } from '../../../application/operators/credit-customer';
import { needsApproval, type Approval, type ApprovalState } from '../../../domain/ledger/approval';
import {
  decideCashIn,
  type CashIn,
  type CashInDecision,
  type CreditedAccount,
  type PostedCashIn,
} from '../../../domain/ledger/cash-in';
import * as statements from './approval-statements';
import { findPosted, lockAccount, lockReference, post, readCredited } from './cash-in-statements';

const dayMs = 24 * 60 * 60 * 1_000;

export interface ApprovalRules {
  readonly ceilings: AmountsByCurrency;
  /** How long a credit waits for its approval. */
  readonly lifeMs: number;
}

/** Money from the wallet's own core. Calls with the same reference, and the verdict on it, wait for each other. */
export class PostgresCashIns implements CashIns, Approvals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: ApprovalRules,
  ) {}

  credit(
    cashIn: CashIn,
    note: OperatorNote,
    now: Date,
    decide: (account: CreditedAccount | undefined, posted: PostedCashIn | undefined) => CashInDecision,
  ): Promise<CreditResult> {
    const { customerId, reference, amount } = cashIn;
    return inTransaction(this.dataSource, async (manager) => {
      await lockReference(manager, reference);
      const account = await lockAccount(manager, customerId);
      const decision = decide(account, await findPosted(manager, reference));
      if (decision.kind === 'refused') return { outcome: 'refused', refusal: decision.refusal };
      const repeated = decision.kind === 'repeated';
      if (!repeated) {
        const waiting = await this.approvalFor(manager, cashIn, note, now);
        if (waiting) return waiting;
        await post(manager, decision.posting, now);
        await recordAction(manager, { action: 'CREDIT', customerId, details: { reference, amount }, note }, now);
      }
      return { outcome: 'credited', repeated, ...(await readCredited(manager, customerId, reference)) };
    });
  }

  list(filter: { readonly state?: ApprovalState; readonly limit: number }, now: Date): Promise<Approval[]> {
    return statements.listApprovals(this.dataSource, filter.state, filter.limit, now);
  }

  get(approvalId: string, now: Date): Promise<Approval | undefined> {
    return statements.approvalById(this.dataSource, approvalId, now);
  }

  decide(approvalId: string, verdict: Verdict, note: OperatorNote, now: Date): Promise<VerdictResult | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const found = await statements.approvalById(manager, approvalId, now);
      if (found) await lockReference(manager, found.cashIn.reference);
      const approval = await statements.approvalById(manager, approvalId, now);
      if (!approval) return undefined;
      const judged = judgeVerdict(verdict, approval, note.operator);
      if (judged === 'repeated') return { outcome: 'done', approval, repeated: true };
      if (judged !== 'decide') return { outcome: 'refused', refusal: judged };
      const refusal = verdict === 'approve' ? await this.execute(manager, approval, note, now) : undefined;
      if (refusal) return { outcome: 'refused', refusal };
      const state = verdict === 'approve' ? 'APPROVED' : 'REFUSED';
      const decided = await statements.decideApproval(manager, approval, state, { ...note, at: now });
      const { customerId, reference, amount } = approval.cashIn;
      const action = verdict === 'approve' ? 'APPROVE' : 'REFUSE';
      await recordAction(manager, { action, customerId, details: { approvalId, reference, amount }, note }, now);
      return { outcome: 'done', approval: decided, repeated: false };
    });
  }

  /** What is known of the reference, or a new approval when there must be one. */
  private async approvalFor(
    manager: EntityManager,
    cashIn: CashIn,
    note: OperatorNote,
    now: Date,
  ): Promise<CreditResult | undefined> {
    const { customerId, reference, amount } = cashIn;
    const known = await statements.approvalByReference(manager, reference, now);
    if (known) return repeatOf(known, cashIn);
    const recent = await statements.creditedSince(manager, customerId, new Date(now.getTime() - dayMs));
    if (!needsApproval(amount, recent, this.rules.ceilings)) return undefined;
    const approvalId = newId();
    const expiresAt = new Date(now.getTime() + this.rules.lifeMs);
    const approval: Approval = { approvalId, cashIn, requested: note, requestedAt: now, expiresAt, state: 'WAITING' };
    await statements.insertApproval(manager, approval);
    const details = { approvalId, reference, amount };
    await recordAction(manager, { action: 'REQUEST', customerId, details, note }, now);
    return { outcome: 'waiting', approval };
  }

  /** As it was asked for, in the name of who asked. */
  private async execute(manager: EntityManager, approval: Approval, by: OperatorNote, now: Date) {
    const { approvalId, cashIn, requested } = approval;
    const { customerId, reference, amount } = cashIn;
    const account = await lockAccount(manager, customerId);
    const decision = decideCashIn(cashIn, account, await findPosted(manager, reference));
    if (decision.kind === 'refused') return decision.refusal;
    if (decision.kind === 'repeated') return 'posted';
    await post(manager, decision.posting, now);
    const details = { reference, amount, approvalId, approvedBy: by.operator };
    await recordAction(manager, { action: 'CREDIT', customerId, details, note: requested }, now);
    return undefined;
  }
}

function repeatOf(approval: Approval, { customerId, amount }: CashIn): CreditResult {
  const { cashIn, state } = approval;
  if (cashIn.customerId !== customerId || !cashIn.amount.equals(amount)) {
    return { outcome: 'refused', refusal: 'inconsistent' };
  }
  if (state === 'REFUSED') return { outcome: 'refused', refusal: 'approval-refused' };
  if (state === 'EXPIRED') return { outcome: 'refused', refusal: 'approval-expired' };
  return { outcome: 'waiting', approval };
}
