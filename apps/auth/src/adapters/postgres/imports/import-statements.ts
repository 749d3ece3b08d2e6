import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerImport, ImportState, Sums } from '../../../domain/import-approval';

interface ImportRecord {
  readonly id: string;
  readonly state: ImportState;
  readonly needs_approval: boolean;
  readonly customers: number;
  readonly sums: Sums;
  readonly requested_by: string;
  readonly request_reason: string;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
  readonly decided_at: Date | null;
}

/** By hand: whether one has expired is seen in the statement that locks or lists it. */
const read = (condition: string) => `
  select id, needs_approval, customers, sums, requested_by, request_reason, requested_at, expires_at,
         decided_by, decision_reason, decided_at,
         case when state in ('STAGING', 'WAITING') and expires_at <= $1 then 'EXPIRED' else state end as state
    from auth.import where ${condition}`;

const [byId, locked] = [read('id = $2'), `${read('id = $2')} for update`];
const newest = `select * from (${read(`needs_approval and state <> 'STAGING'`)}) as import
   where $2::text is null or state = $2 order by requested_at desc, id desc limit $3`;

async function select(source: DataSource | EntityManager, sql: string, parameters: unknown[]) {
  return (await query<ImportRecord>(source, sql, parameters)).map(importOf);
}

export const importById = async (source: DataSource | EntityManager, importId: string, now: Date) =>
  (await select(source, byId, [now, importId]))[0];

/** Nobody else changes it until the transaction ends. */
export const lockImport = async (manager: EntityManager, importId: string, now: Date) =>
  (await select(manager, locked, [now, importId]))[0];

export const listImports = (source: DataSource, state: ImportState | undefined, limit: number, now: Date) =>
  select(source, newest, [now, state ?? null, limit]);

/** Does nothing when it is there. */
export const insertImport = (
  manager: EntityManager,
  importId: string,
  note: OperatorNote,
  { now, expiresAt }: { now: Date; expiresAt: Date },
) =>
  query(
    manager,
    `insert into auth.import
       (id, state, needs_approval, customers, sums, requested_by, request_reason, requested_at, expires_at)
     values ($1, 'STAGING', true, 0, '{}', $2, $3, $4, $5) on conflict do nothing`,
    [importId, note.operator, note.reason, now, expiresAt],
  );

export const submitImport = (manager: EntityManager, submitted: CustomerImport) =>
  query(
    manager,
    `update auth.import set state = $2, needs_approval = $3, customers = $4, sums = $5, requested_at = $6, expires_at = $7
      where id = $1`,
    [
      submitted.importId,
      submitted.state,
      submitted.needsApproval,
      submitted.customers,
      JSON.stringify(submitted.sums),
      submitted.requestedAt,
      submitted.expiresAt,
    ],
  );

export const decideImport = (
  manager: EntityManager,
  importId: string,
  state: 'APPROVED' | 'REFUSED',
  { operator, reason, at }: OperatorNote & { at: Date },
) =>
  query(
    manager,
    `update auth.import set state = $2, decided_by = $3, decision_reason = $4, decided_at = $5,
            ended_at = case when $2 = 'REFUSED' then $5::timestamptz end where id = $1`,
    [importId, state, operator, reason, at],
  );

export const endImport = (manager: EntityManager, importId: string, now: Date) =>
  query(manager, 'update auth.import set ended_at = coalesce(ended_at, $2) where id = $1', [importId, now]);

export async function unfinishedImport(source: DataSource): Promise<string | undefined> {
  const sql = `select id from auth.import where state = 'APPROVED' and ended_at is null order by id limit 1`;
  return (await query<{ id: string }>(source, sql, []))[0]?.id;
}

const drop = `
  delete from auth.import_row using auth.import
   where import.id = import_row.import_id
     and (import.ended_at < $1 or import.state = 'REFUSED'
          or (import.state in ('STAGING', 'WAITING') and import.expires_at <= $2))`;

export async function dropRows(source: DataSource, endedBefore: Date, now: Date): Promise<void> {
  await query(source, drop, [endedBefore, now]);
}

function importOf(row: ImportRecord): CustomerImport {
  const { decided_by: operator, decision_reason: reason, decided_at: at } = row;
  return {
    importId: row.id,
    state: row.state,
    needsApproval: row.needs_approval,
    customers: row.customers,
    sums: row.sums,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    requested: { operator: row.requested_by, reason: row.request_reason },
    ...(operator !== null && reason !== null && at !== null && { decided: { operator, reason, at } }),
  };
}
