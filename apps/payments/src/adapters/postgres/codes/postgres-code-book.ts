import { inTransaction, query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { CodeListName } from '@wallet/contracts';
import type {
  ChangedCode,
  CodeBook,
  CodeChange,
  CodeEntry,
  CodeLists,
  KeptCodeRules,
  NewCodeEntry,
  NewCodeRules,
} from '../../../application/codes/code-book';

interface RulesRecord {
  readonly revision: string;
  readonly version: string;
  readonly pulled_at: Date;
  readonly document: string | null;
}

interface EntryRecord {
  readonly id: string;
  readonly list: CodeListName;
  readonly pattern: string;
  readonly added_at: Date;
  readonly added_by: string;
  readonly add_reason: string;
  readonly is_removed: boolean;
}

const keepRules = `insert into payments.code_rules as kept (id, revision, version, document, pulled_at)
  values (1, 1, $1, $2, $3)
  on conflict (id) do update set
    revision = kept.revision
      + ((kept.version, kept.document) is distinct from (excluded.version, excluded.document))::integer,
    version = excluded.version, document = excluded.document, pulled_at = excluded.pulled_at
  where kept.pulled_at < excluded.pulled_at`;

const selectRules = `select revision, version, pulled_at,
    case when revision is distinct from $1 then document end as document
  from payments.code_rules`;

/** One statement, so that the entries are those of the revision. */
const selectLists = `select l.revision, case when l.revision is distinct from $1 then
    (select coalesce(json_agg(json_build_object('list', e.list, 'pattern', e.pattern) order by e.id), '[]')
     from payments.code_entry e where e.removed_at is null) end as entries
  from payments.code_lists l`;

const entryColumns = 'id, list, pattern, added_at, added_by, add_reason, removed_at is not null as is_removed';
const selectEntries = `select ${entryColumns} from payments.code_entry where removed_at is null order by list, id`;
const selectEntry = `select ${entryColumns} from payments.code_entry where id = $1`;

const insertEntry = `insert into payments.code_entry (list, pattern, added_at, added_by, add_reason)
  values ($1, $2, $3, $4, $5) returning ${entryColumns}`;
const removeEntry = `update payments.code_entry set removed_at = $2, removed_by = $3, remove_reason = $4 where id = $1`;

/** Changes come one after the other: each sees those before it. */
const lockLists = 'select revision from payments.code_lists for update';
const nextRevision = 'update payments.code_lists set revision = revision + 1';

export class PostgresCodeBook implements CodeBook {
  constructor(private readonly dataSource: DataSource) {}

  async keep({ version, document, pulledAt }: NewCodeRules): Promise<void> {
    await query(this.dataSource, keepRules, [version, document, pulledAt]);
  }

  async rules(knownRevision?: number): Promise<KeptCodeRules | undefined> {
    const [row] = await query<RulesRecord>(this.dataSource, selectRules, [knownRevision ?? null]);
    if (!row) return undefined;
    const { revision, version, pulled_at: pulledAt, document } = row;
    return { revision: Number(revision), version, pulledAt, ...(document !== null && { document }) };
  }

  async lists(knownRevision?: number): Promise<CodeLists> {
    const [row] = await query<{ revision: string; entries: NewCodeEntry[] | null }>(this.dataSource, selectLists, [
      knownRevision ?? null,
    ]);
    if (!row) throw new Error('payments.code_lists has no row');
    return { revision: Number(row.revision), ...(row.entries && { entries: row.entries }) };
  }

  entries(): Promise<CodeEntry[]> {
    return entriesOf(this.dataSource);
  }

  add<Refusal>(
    { list, pattern }: NewCodeEntry,
    { note, now }: CodeChange,
    check: (inForce: readonly CodeEntry[]) => Refusal | undefined,
  ): Promise<ChangedCode | { readonly refusal: Refusal }> {
    return inTransaction(this.dataSource, async (manager) => {
      await query(manager, lockLists);
      const inForce = await entriesOf(manager);
      const same = inForce.find((entry) => entry.list === list && entry.pattern === pattern);
      if (same) return { entry: same, repeated: true };
      const refusal = check(inForce);
      if (refusal !== undefined) return { refusal };
      const values = [list, pattern, now, note.operator, note.reason];
      const [row] = await query<EntryRecord>(manager, insertEntry, values);
      await query(manager, nextRevision);
      return { entry: entryOf(row!), repeated: false };
    });
  }

  remove(codeId: string, { note, now }: CodeChange): Promise<ChangedCode | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      await query(manager, lockLists);
      const [row] = await query<EntryRecord>(manager, selectEntry, [codeId]);
      if (!row) return undefined;
      if (row.is_removed) return { entry: entryOf(row), repeated: true };
      await query(manager, removeEntry, [codeId, now, note.operator, note.reason]);
      await query(manager, nextRevision);
      return { entry: entryOf(row), repeated: false };
    });
  }
}

const entriesOf = async (source: DataSource | EntityManager): Promise<CodeEntry[]> =>
  (await query<EntryRecord>(source, selectEntries)).map(entryOf);

const entryOf = (row: EntryRecord): CodeEntry => ({
  codeId: row.id,
  list: row.list,
  pattern: row.pattern,
  addedAt: row.added_at,
  addedBy: row.added_by,
  addReason: row.add_reason,
});
