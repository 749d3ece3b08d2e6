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
export const recordAction = (manager: EntityManager, action: OperatorAction, now: Date): Promise<void> =>
  recordActions(manager, [action], now);

/** Many at once, in this order. */
export async function recordActions(
  manager: EntityManager,
  actions: readonly OperatorAction[],
  now: Date,
): Promise<void> {
  if (actions.length === 0) return;
  const { schema } = manager.dataSource.options as { schema?: string };
  await query(
    manager,
    `insert into ${schema}.operator_action (action, customer_id, operator, reason, details, acted_at)
     select action, customer_id, operator, reason, details::jsonb, $6
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       with ordinality as done (action, customer_id, operator, reason, details, position)
     order by position`,
    [
      actions.map(({ action }) => action),
      actions.map(({ customerId }) => customerId ?? null),
      actions.map(({ note }) => note.operator),
      actions.map(({ note }) => note.reason),
      actions.map(({ details }) => JSON.stringify(details)),
      now,
    ],
  );
}
