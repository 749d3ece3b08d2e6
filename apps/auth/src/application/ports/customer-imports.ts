import type { Verdict, VerdictRefusal } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerImport, ImportState, Sums } from '../../domain/import-approval';
import type { Registration } from './customer-registry';

/** `line` is the row's place in the file. */
export type StagedRow = Registration & { readonly line: number };

/** `other-operator`: somebody else began it; `closed`: it was submitted, so no rows are added. */
export type StageResult = 'staged' | 'other-operator' | 'closed';

export type SubmitResult =
  | { readonly outcome: 'submitted'; readonly found: CustomerImport }
  /** `incomplete`: not as many rows are staged. */
  | { readonly outcome: 'not-found' | 'other-operator' | 'incomplete' | 'expired' };

export type DecideResult =
  | { readonly outcome: 'done'; readonly found: CustomerImport; readonly repeated: boolean }
  | { readonly outcome: 'refused'; readonly refusal: VerdictRefusal };

/** What has become of the rows. Those of an import that ended a day ago are not counted any more. */
export interface ImportReport {
  readonly pending: number;
  readonly created: number;
  readonly createdWith: Sums;
  readonly existed: number;
  /** The first thousand. */
  readonly quarantined: readonly { readonly line: number; readonly until: Date }[];
}

/** Files of customers, staged row by row and carried out as a whole, after a second operator's approval when it needs that. */
export interface CustomerImports {
  /** A line that is there already stays as it is. Throws DependencyFault, as all of these. */
  stage(importId: string, rows: readonly StagedRow[], note: OperatorNote, now: Date): Promise<StageResult>;

  /** Decides once, for the whole of it, whether it needs approval. Repeating it says what it is by then. */
  submit(importId: string, rows: number, note: OperatorNote, now: Date): Promise<SubmitResult>;

  /** Those that needed approval, the newest first. */
  list(filter: { readonly state?: ImportState; readonly limit: number }, now: Date): Promise<CustomerImport[]>;

  get(importId: string, now: Date): Promise<CustomerImport | undefined>;

  /** The verdict, with who and why; of two at once one wins. Undefined: there is nothing to decide on. */
  decide(importId: string, verdict: Verdict, note: OperatorNote, now: Date): Promise<DecideResult | undefined>;

  /** One transaction: the next rows of an approved import. False: there are no more. */
  applyNext(importId: string, now: Date): Promise<boolean>;

  report(importId: string): Promise<ImportReport>;

  /** An approved import that has not ended. */
  unfinished(): Promise<string | undefined>;

  /** Drops the rows of those that ended before, were refused, or expired. */
  dropRows(endedBefore: Date, now: Date): Promise<void>;
}
