/** What an operator may be; with `OPERATOR_AUTH=token` everybody is everything. */
export const operatorRoles = ['viewer', 'support', 'finance'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/** Who changes something must be able to look at it first. */
const implied: Readonly<Record<OperatorRole, readonly OperatorRole[]>> = {
  viewer: ['viewer'],
  support: ['support', 'viewer'],
  finance: ['finance', 'viewer'],
};

/** One for each value of the parameter `change`. */
type Changes = Readonly<Record<string, OperatorRole>>;

/**
 * Which role each call of an operator endpoint needs, by its route below `/operator/v1/`. A handler without a row is
 * refused, and a spec looks for it; docs/operators.md has the same table.
 */
const table: Readonly<Record<string, OperatorRole | Changes>> = {
  'GET books': 'viewer',
  'GET books/settled': 'viewer',
  'POST customers/import': 'finance',
  'POST imports/:importId/rows': 'finance',
  'POST imports/:importId/submit': 'finance',
  'GET customers/:reference': 'viewer',
  'POST customers/:reference/status': 'support',
  'POST customers/:reference/:change': { freeze: 'support', unfreeze: 'support', close: 'support' },
  'POST customers/:reference/renumber': 'support',
  'POST customers/:reference/kyc': 'support',
  'GET customers/:customerId/payments': 'viewer',
  'GET customers/:customerId/statement': 'viewer',
  'POST customers/:customerId/credit': 'finance',
  'GET approvals': 'viewer',
  'GET approvals/:approvalId': 'viewer',
  'POST approvals/:approvalId/approve': 'finance',
  'POST approvals/:approvalId/refuse': 'finance',
  'GET customers/:customerId/limits': 'viewer',
  'PUT customers/:customerId/limits': 'finance',
  'GET agreements': 'viewer',
  'POST agreements/:agreementId/revoke': 'support',
  'GET payments/:paymentRequestId': 'viewer',
  'GET notices': 'viewer',
  'POST notices/repair': 'support',
  'GET deliveries': 'viewer',
  'GET deliveries/retention': 'viewer',
  'GET deliveries/:id': 'viewer',
  'POST deliveries/states': 'viewer',
  'POST deliveries/replay': 'support',
  'POST deliveries/:id/resolve': 'support',
  'GET dead-letters': 'viewer',
  'GET dead-letters/:id': 'viewer',
  'POST dead-letters/:id/replay': 'support',
};

/** One row each, those of a `:change` written out: `POST customers/:reference/freeze`. */
export const roleRows: readonly (readonly [call: string, role: OperatorRole])[] = Object.entries(table).flatMap(
  ([call, row]) =>
    typeof row === 'string'
      ? [[call, row] as const]
      : Object.entries(row).map(([change, role]) => [call.replace(':change', change), role] as const),
);

/** `no-row`: nobody may. `no-change`: of this one the row knows nothing; those that it knows are given. */
export type NeededRole =
  | { readonly kind: 'role'; readonly role: OperatorRole }
  | { readonly kind: 'no-row' }
  | { readonly kind: 'no-change'; readonly changes: readonly string[] };

/** `route` is as the controller declares it, e.g. `/operator/v1/customers/:reference`. */
export function neededRole(method: string, route: string, change: string | undefined): NeededRole {
  const call = `${method === 'HEAD' ? 'GET' : method} ${route.replace(/^\/operator\/v1\//, '')}`;
  const row = Object.hasOwn(table, call) ? table[call] : undefined;
  if (row === undefined) return { kind: 'no-row' };
  if (typeof row === 'string') return { kind: 'role', role: row };
  const role = change !== undefined && Object.hasOwn(row, change) ? row[change] : undefined;
  return role ? { kind: 'role', role } : { kind: 'no-change', changes: Object.keys(row) };
}

export const mayDo = (roles: Iterable<OperatorRole>, needed: OperatorRole): boolean =>
  [...roles].some((role) => implied[role].includes(needed));
