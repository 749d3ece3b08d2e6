import type { CustomerStatus } from './customer';

const targets = { freeze: 'FROZEN', unfreeze: 'ACTIVE', close: 'CLOSED' } as const satisfies Record<
  string,
  CustomerStatus
>;

export type StatusChange = keyof typeof targets;
export const statusChanges = Object.keys(targets) as [StatusChange, ...StatusChange[]];

/** The status after the change, perhaps the one before: each change may be repeated. Undefined: closed is for ever. */
export function statusAfter(change: StatusChange, before: CustomerStatus): CustomerStatus | undefined {
  const target = targets[change];
  return before === 'CLOSED' && target !== 'CLOSED' ? undefined : target;
}
