import { type CodeList, compileCodeList, compileCodeRules, type CodeRules } from '@wallet/alipayplus/codes';
import type { CodeListName } from '@wallet/contracts';
import { unpackCodeRules } from './packed-code-rules';

/** A rule set as payments keeps it. */
export interface KeptRules {
  /** Another one means other rules. */
  readonly revision: number;
  readonly version: string;
  /** ISO 8601: when Alipay+ last said so. */
  readonly pulledAt: string;
  readonly document?: string | undefined;
}

export interface KeptLists {
  readonly revision: number;
  readonly entries?: readonly { readonly list: CodeListName; readonly pattern: string }[] | undefined;
}

/** What this gateway identifies codes by: whole, of one revision each. */
export interface CodeBookInUse {
  readonly rules: CodeRules;
  readonly lists: Readonly<Record<CodeListName, CodeList>>;
}

/** What was not taken, and why: fit for a log. */
export interface NotTaken {
  readonly what: 'rules' | 'lists';
  readonly revision: number;
  readonly reason: string;
}

/** The rules and lists in force here. A new revision takes the place of the old one between two scans, or not at all. */
export class CodeBook {
  private rules: { readonly revision: number; readonly compiled: CodeRules } | undefined;
  private lists: { readonly revision: number; readonly compiled: CodeBookInUse['lists'] } | undefined;
  private kept: KeptRules | undefined;

  /** Undefined until there are both: without the lists a code of the wallet's own could leave it. */
  get inUse(): CodeBookInUse | undefined {
    return this.rules && this.lists && { rules: this.rules.compiled, lists: this.lists.compiled };
  }

  /** What is here, so that it need not be sent again. */
  get revisions(): { readonly rulesRevision?: number; readonly listsRevision?: number } {
    return {
      ...(this.rules && { rulesRevision: this.rules.revision }),
      ...(this.lists && { listsRevision: this.lists.revision }),
    };
  }

  /** Undefined: none are known to be kept. */
  get pulledAt(): Date | undefined {
    return this.kept && new Date(this.kept.pulledAt);
  }

  get version(): string | undefined {
    return this.rules?.compiled.version;
  }

  /** Takes what is new; what cannot be read leaves in force what was. */
  take(rules: KeptRules | undefined, lists: KeptLists): NotTaken[] {
    this.kept = rules;
    return [...(rules ? this.takeRules(rules) : []), ...this.takeLists(lists)];
  }

  private takeRules({ revision, version, document }: KeptRules): NotTaken[] {
    if (document === undefined || revision === this.rules?.revision) return [];
    const codeRules = unpackCodeRules(document);
    const compiled = codeRules && compileCodeRules({ version, codeRules });
    const [fault] = compiled?.unusable ?? [{ index: 0, reason: 'the document cannot be unpacked' }];
    if (!compiled || fault)
      return [{ what: 'rules', revision, reason: fault ? `${fault.index}: ${fault.reason}` : '' }];
    this.rules = { revision, compiled };
    return [];
  }

  private takeLists({ revision, entries }: KeptLists): NotTaken[] {
    if (entries === undefined || revision === this.lists?.revision) return [];
    const read = (name: CodeListName) =>
      compileCodeList(entries.filter(({ list }) => list === name).map(({ pattern }) => JSON.parse(pattern) as unknown));
    const [allow, block, local] = [read('allow'), read('block'), read('local')];
    if (allow.ok && block.ok && local.ok) {
      this.lists = { revision, compiled: { allow: allow.value, block: block.value, local: local.value } };
      return [];
    }
    const [fault] = [allow, block, local].filter((list) => !list.ok);
    return [{ what: 'lists', revision, reason: fault ? `${fault.field} ${fault.reason}` : '' }];
  }
}
