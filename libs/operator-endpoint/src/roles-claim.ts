import { operatorRoles, type OperatorRole } from '@wallet/operator-contract';

/** The roles that a token's claim gives: the claim of that name, else the path that its dots make. */
export function rolesIn(
  payload: Readonly<Record<string, unknown>>,
  claim: string,
  names: ReadonlyMap<string, OperatorRole>,
): OperatorRole[] {
  const given = textsOf(own(payload, claim) ?? claim.split('.').reduce(own, payload as unknown));
  const roles = new Set(given.map((name) => names.get(name)));
  return operatorRoles.filter((role) => roles.has(role));
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Issuers write a list, or one text of names with spaces between. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ');
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
