import { Money } from '@wallet/money';
import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { OperatorNote } from '@wallet/operator-contract';
import type { CustomerId } from '@wallet/kernel';
import type { Approval, ApprovalState } from '../../../domain/ledger/approval';
import type { ApprovalRow } from '../rows/approval.row';

const read = (condition: string) => `
  select id, reference, customer_id, currency, amount, requested_by, request_reason, requested_at, expires_at,
         decided_by, decision_reason, decided_at,
         case when state = 'WAITING' and expires_at <= $1 then 'EXPIRED' else state end as state
    from payments.approval where ${condition}`;

async function select(source: DataSource | EntityManager, sql: string, parameters: unknown[]): Promise<Approval[]> {
  return (await query<ApprovalRow>(source, sql, parameters)).map(approvalOf);
}

const [byId, byReference] = [read('id = $2'), read('reference = $2')];
const newest = `select * from (${read('true')}) as approval where $2::text is null or state = $2
   order by requested_at desc, id desc limit $3`;

export const listApprovals = (source: DataSource, state: ApprovalState | undefined, limit: number, now: Date) =>
  select(source, newest, [now, state ?? null, limit]);

export const approvalById = async (source: DataSource | EntityManager, approvalId: string, now: Date) =>
  (await select(source, byId, [now, approvalId]))[0];

export const approvalByReference = async (manager: EntityManager, reference: string, now: Date) =>
  (await select(manager, byReference, [now, reference]))[0];

export const insertApproval = (manager: EntityManager, { cashIn, requested, ...approval }: Approval) =>
  query(
    manager,
    `insert into payments.approval
       (id, reference, customer_id, currency, amount, requested_by, request_reason, requested_at, expires_at, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'WAITING')`,
    [
      approval.approvalId,
      cashIn.reference,
      cashIn.customerId,
      cashIn.amount.currency,
      cashIn.amount.minorUnits,
      requested.operator,
      requested.reason,
      approval.requestedAt,
      approval.expiresAt,
    ],
  );

/** Throws when it waits no longer: it must be locked. */
export async function decideApproval(
  manager: EntityManager,
  approval: Approval,
  state: 'APPROVED' | 'REFUSED',
  decided: OperatorNote & { at: Date },
): Promise<Approval> {
  const rows = await query(
    manager,
    `update payments.approval set state = $2, decided_by = $3, decision_reason = $4, decided_at = $5
      where id = $1 and state = 'WAITING' and expires_at > $5 returning id`,
    [approval.approvalId, state, decided.operator, decided.reason, decided.at],
  );
  if (rows.length === 0) throw new Error(`approval ${approval.approvalId} waits no longer`);
  return { ...approval, state, decided };
}

/** What was credited to the customer since then without approval, in minor units of the wallet's currency. */
export async function creditedSince(manager: EntityManager, customerId: CustomerId, since: Date): Promise<bigint> {
  const [row] = await query<{ sum: string }>(
    manager,
    `select coalesce(sum((details->'amount'->>'value')::numeric), 0)::text as sum from payments.operator_action
      where action = 'CREDIT' and customer_id = $1 and acted_at > $2 and not details ? 'approvalId'`,
    [customerId, since],
  );
  return BigInt(row?.sum ?? 0);
}

function approvalOf(row: ApprovalRow): Approval {
  const { decided_by: operator, decision_reason: reason, decided_at: at } = row;
  return {
    approvalId: row.id,
    cashIn: { customerId: row.customer_id, reference: row.reference, amount: Money.of(row.currency, row.amount) },
    requested: { operator: row.requested_by, reason: row.request_reason },
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    state: row.state as ApprovalState,
    ...(operator !== null && reason !== null && at !== null && { decided: { operator, reason, at } }),
  };
}
