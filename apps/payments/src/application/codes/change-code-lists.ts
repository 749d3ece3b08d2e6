import { compileCodeList } from '@wallet/alipayplus/codes';
import type { CodeListName } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import type { ChangedCode, CodeBook, CodeEntry } from './code-book';

/** All lists go to every gateway in one record. */
const most = { entries: 500, bytes: 60_000 };

export type CodeRefusal =
  | { readonly refusal: 'full' }
  /** The pattern cannot be used; the reason names no value of it. */
  | { readonly refusal: 'unusable'; readonly reason: string };

/** Operators change the lists; gateways have it within seconds. */
export class ChangeCodeLists {
  constructor(
    private readonly book: Pick<CodeBook, 'add' | 'remove'>,
    private readonly clock: Clock,
  ) {}

  async add(
    { list, pattern }: { readonly list: CodeListName; readonly pattern: object },
    note: OperatorNote,
  ): Promise<ChangedCode | CodeRefusal> {
    const entry = { list, pattern: JSON.stringify(pattern) };
    const change = { note, now: this.clock.now() };
    const added = await this.book.add(entry, change, (inForce) => refusalOf([...inForce, entry], list));
    return 'refusal' in added ? added.refusal : added;
  }

  /** Undefined: there is no such entry. */
  remove(codeId: string, note: OperatorNote): Promise<ChangedCode | undefined> {
    return this.book.remove(codeId, { note, now: this.clock.now() });
  }
}

type Entry = Pick<CodeEntry, 'list' | 'pattern'>;

function refusalOf(entries: readonly Entry[], list: CodeListName): CodeRefusal | undefined {
  const bytes = entries.reduce((sum, { pattern }) => sum + Buffer.byteLength(JSON.stringify(pattern)), 0);
  if (entries.length > most.entries || bytes > most.bytes) return { refusal: 'full' };
  const patterns = entries.filter((entry) => entry.list === list).map(({ pattern }) => JSON.parse(pattern) as unknown);
  const compiled = compileCodeList(patterns);
  return compiled.ok ? undefined : { refusal: 'unusable', reason: `${compiled.field} ${compiled.reason}` };
}
