import { query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';
import type { OperatorNote } from '../../application/operators/operator-note';

export interface OperatorAction {
  readonly action: 'CREDIT' | 'LIMITS';
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
    `insert into payments.operator_action (action, customer_id, operator, reason, details, acted_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [action, customerId, operator, reason, JSON.stringify(details), now],
  );
}
