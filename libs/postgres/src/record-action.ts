import type { EntityManager } from 'typeorm';
import { query } from './query';

/** What an operator did, to whom, and why. */
export interface OperatorAction {
  /** One of those that the schema's `operator_action_known` lists. */
  readonly action: string;
  /** Absent when it is about many: `details` says about whom. */
  readonly customerId?: string;
  readonly details: object;
  readonly note: { readonly operator: string; readonly reason: string };
}

/** Written down in `operator_action` of the service's schema, in the transaction of what it changes. */
export async function recordAction(
  manager: EntityManager,
  { action, customerId, details, note }: OperatorAction,
  now: Date,
): Promise<void> {
  const { schema } = manager.dataSource.options as { schema?: string };
  await query(
    manager,
    `insert into ${schema}.operator_action (action, customer_id, operator, reason, details, acted_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [action, customerId ?? null, note.operator, note.reason, JSON.stringify(details), now],
  );
}
