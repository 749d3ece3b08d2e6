import { query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import type { OperatorNote } from '../../application/ports/operator-note';

export interface OperatorAction {
  readonly action: 'STATUS' | 'REVOKE';
  readonly customerId: string;
  readonly details: object;
}

/** Written down in the transaction of what it changes. */
export async function recordAction(
  manager: EntityManager,
  { action, customerId, details }: OperatorAction,
  { operator, reason }: OperatorNote,
  now: Date,
): Promise<void> {
  await query(
    manager,
    `INSERT INTO auth.operator_action (action, customer_id, operator, reason, details, acted_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [action, customerId, operator, reason, JSON.stringify(details), now],
  );
}
