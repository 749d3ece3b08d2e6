import { isSameOperator, type Verdict } from '@wallet/kernel';
import type { AmountsByCurrency } from '@wallet/money';
import { inTransaction, recordAction } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { OperatorNote } from '@wallet/operator-contract';
import type {
  CustomerImports,
  DecideResult,
  ImportReport,
  StagedRow,
  StageResult,
  SubmitResult,
} from '../../../application/ports/customer-imports';
import { judgeImport, type CustomerImport, type ImportState } from '../../../domain/import-approval';
import { registerCustomers } from '../customers/registrations';
import { isAbove } from '../customers/ceilings';
import * as statements from './import-statements';
import * as rowStatements from './row-statements';

const rowsAtOnce = 1_000;

export interface ImportRules {
  readonly ceilings: AmountsByCurrency;
  /** How long an import waits for its approval, and before that for its rows. */
  readonly lifeMs: number;
  readonly quarantineMs: number;
}

/** Imports in auth's tables. Whoever changes one holds its row. */
export class PostgresCustomerImports implements CustomerImports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: ImportRules,
  ) {}

  stage(importId: string, rows: readonly StagedRow[], note: OperatorNote, now: Date): Promise<StageResult> {
    return inTransaction(this.dataSource, async (manager) => {
      await statements.insertImport(manager, importId, note, { now, expiresAt: this.expiry(now) });
      const found = await statements.lockImport(manager, importId, now);
      if (found?.state !== 'STAGING') return 'closed';
      if (!isSameOperator(found.requested.operator, note.operator)) return 'other-operator';
      await rowStatements.insertRows(manager, importId, rows);
      return 'staged';
    });
  }

  submit(importId: string, rows: number, note: OperatorNote, now: Date): Promise<SubmitResult> {
    return inTransaction(this.dataSource, async (manager) => {
      const found = await statements.lockImport(manager, importId, now);
      if (!found) return { outcome: 'not-found' };
      if (!isSameOperator(found.requested.operator, note.operator)) return { outcome: 'other-operator' };
      if (found.state === 'EXPIRED') return { outcome: 'expired' };
      if (found.state !== 'STAGING') return { outcome: 'submitted', found };
      if ((await rowStatements.countRows(manager, importId)) !== rows) return { outcome: 'incomplete' };
      return { outcome: 'submitted', found: await this.judge(manager, found, now) };
    });
  }

  list(filter: { readonly state?: ImportState; readonly limit: number }, now: Date): Promise<CustomerImport[]> {
    return statements.listImports(this.dataSource, filter.state, filter.limit, now);
  }

  get(importId: string, now: Date): Promise<CustomerImport | undefined> {
    return statements.importById(this.dataSource, importId, now);
  }

  decide(importId: string, verdict: Verdict, note: OperatorNote, now: Date): Promise<DecideResult | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const found = await statements.lockImport(manager, importId, now);
      const judged = found && judgeImport(verdict, found, note.operator);
      if (!judged) return undefined;
      if (judged === 'repeated') return { outcome: 'done', found, repeated: true };
      if (judged !== 'decide') return { outcome: 'refused', refusal: judged };
      const decided = { ...note, at: now };
      const state = verdict === 'approve' ? 'APPROVED' : 'REFUSED';
      await statements.decideImport(manager, importId, state, decided);
      await this.record(manager, verdict === 'approve' ? 'APPROVE' : 'REFUSE', found, { note, now });
      return { outcome: 'done', found: { ...found, state, decided }, repeated: false };
    });
  }

  applyNext(importId: string, now: Date): Promise<boolean> {
    const { quarantineMs } = this.rules;
    return inTransaction(this.dataSource, async (manager) => {
      const found = await statements.lockImport(manager, importId, now);
      if (found?.state !== 'APPROVED') return false;
      const rows = await rowStatements.openRows(manager, importId, rowsAtOnce);
      if (rows.length > 0) {
        const { requested: note, decided } = found;
        const details = { importId, ...(decided && { approvalId: importId, approvedBy: decided.operator }) };
        const results = await registerCustomers(manager, rows, { note, details, now, quarantineMs });
        const settled = rows.flatMap(({ line }, index) => {
          const result = results[index];
          return result ? [{ line, result }] : [];
        });
        await rowStatements.joinByHash(manager);
        await rowStatements.settle(manager, importId, settled, quarantineMs);
      }
      if (rows.length === rowsAtOnce) return true;
      await statements.endImport(manager, importId, now);
      return false;
    });
  }

  report(importId: string): Promise<ImportReport> {
    return rowStatements.reportOf(this.dataSource, importId, this.rules.quarantineMs);
  }

  unfinished(): Promise<string | undefined> {
    return statements.unfinishedImport(this.dataSource);
  }

  dropRows(endedBefore: Date, now: Date): Promise<void> {
    return statements.dropRows(this.dataSource, endedBefore, now);
  }

  /** Once for the whole of it: whatever parts its rows came in, they count together. */
  private async judge(manager: EntityManager, found: CustomerImport, now: Date): Promise<CustomerImport> {
    const { importId, requested: note } = found;
    await rowStatements.settleRows(manager, importId, new Date(now.getTime() - this.rules.quarantineMs));
    const { customers, sums } = await rowStatements.sumsOf(manager, importId, null);
    const needsApproval = await isAbove(manager, sums, this.rules.ceilings, now);
    const state = needsApproval ? 'WAITING' : 'APPROVED';
    const times = { requestedAt: now, expiresAt: this.expiry(now) };
    const submitted: CustomerImport = { ...found, ...times, state, needsApproval, customers, sums };
    await statements.submitImport(manager, submitted);
    if (needsApproval) await this.record(manager, 'REQUEST', submitted, { note, now });
    return submitted;
  }

  private record(
    manager: EntityManager,
    action: 'REQUEST' | 'APPROVE' | 'REFUSE',
    { importId: approvalId, customers, sums }: CustomerImport,
    { note, now }: { note: OperatorNote; now: Date },
  ): Promise<void> {
    return recordAction(manager, { action, details: { approvalId, customers, sums }, note }, now);
  }

  private expiry(now: Date): Date {
    return new Date(now.getTime() + this.rules.lifeMs);
  }
}
