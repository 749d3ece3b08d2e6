import type { CodeListName } from '@wallet/contracts';
import type { OperatorNote } from '@wallet/operator-contract';

export interface NewCodeRules {
  readonly version: string;
  /** Opaque here: gateways pack and read it. */
  readonly document: string;
  readonly pulledAt: Date;
}

export interface KeptCodeRules extends Omit<NewCodeRules, 'document'> {
  readonly revision: number;
  /** Absent: who asks has it. */
  readonly document?: string;
}

export interface CodeEntry {
  readonly codeId: string;
  readonly list: CodeListName;
  /** JSON text of a `codeMatchPattern`. */
  readonly pattern: string;
  readonly addedAt: Date;
  readonly addedBy: string;
  readonly addReason: string;
}

export interface CodeLists {
  readonly revision: number;
  /** Absent: who asks has them. */
  readonly entries?: readonly NewCodeEntry[];
}

export type NewCodeEntry = Pick<CodeEntry, 'list' | 'pattern'>;

export interface CodeChange {
  readonly note: OperatorNote;
  readonly now: Date;
}

/** The rules of Alipay+ and the wallet's own lists. Everything throws DependencyFault. */
export abstract class CodeBook {
  /** Unless there are later ones. The revision grows when they say something else. */
  abstract keep(rules: NewCodeRules): Promise<void>;

  /** Without the document when it is of this revision. */
  abstract rules(knownRevision?: number): Promise<KeptCodeRules | undefined>;

  /** Without the entries when they are of this revision. */
  abstract lists(knownRevision?: number): Promise<CodeLists>;

  abstract entries(): Promise<CodeEntry[]>;

  /**
   * Adds an entry if `check` has nothing against it, given those in force: nobody else changes them meanwhile. The same entry
   * again is that of before.
   */
  abstract add<Refusal>(
    entry: NewCodeEntry,
    { note, now }: CodeChange,
    check: (inForce: readonly CodeEntry[]) => Refusal | undefined,
  ): Promise<ChangedCode | { readonly refusal: Refusal }>;

  /** Undefined: there is no such entry. */
  abstract remove(codeId: string, change: CodeChange): Promise<ChangedCode | undefined>;
}

export interface ChangedCode {
  readonly entry: CodeEntry;
  /** It was so before. */
  readonly repeated: boolean;
}
