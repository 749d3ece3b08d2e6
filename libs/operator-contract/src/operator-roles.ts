/** What an operator may be; with `OPERATOR_AUTH=token` everybody is everything. */
export const operatorRoles = ['viewer', 'support', 'finance'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/** Who changes something must be able to look at it first. */
const implied: Readonly<Record<OperatorRole, readonly OperatorRole[]>> = {
  viewer: ['viewer'],
  support: ['support', 'viewer'],
  finance: ['finance', 'viewer'],
};

export const mayDo = (roles: Iterable<OperatorRole>, needed: OperatorRole): boolean =>
  [...roles].some((role) => implied[role].includes(needed));
