import { isSameOperator } from '@wallet/kernel';
import type { AmountsByCurrency, CurrencyCode } from '@wallet/money';

export const importStates = ['STAGING', 'WAITING', 'APPROVED', 'REFUSED', 'EXPIRED'] as const;
export type ImportState = (typeof importStates)[number];

/** Who did something, and why. */
interface Note {
  readonly operator: string;
  readonly reason: string;
}

/** In minor units of each currency. */
export type Sums = Readonly<Record<string, string>>;

/** A file of customers whose rows are staged. It is approved at once when it is below the ceilings, else by a second operator. */
export interface CustomerImport {
  readonly importId: string;
  readonly state: ImportState;
  readonly needsApproval: boolean;
  /** How many it creates at most, and with what. */
  readonly customers: number;
  readonly sums: Sums;
  readonly requested: Note;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** Absent while it waits, when it expired, and when it needed nobody. */
  readonly decided?: Note & { readonly at: Date };
}

export type ImportVerdict = 'approve' | 'refuse';

/** `same-operator`: who asked cannot decide. The others say what it is already. */
export type VerdictRefusal = 'same-operator' | 'approved' | 'refused' | 'expired';

/** Repeating a decision is fine; the other one comes too late. Undefined: it is not there to be decided on. */
export function judgeImport(
  verdict: ImportVerdict,
  { state, needsApproval, requested }: CustomerImport,
  operator: string,
): 'decide' | 'repeated' | VerdictRefusal | undefined {
  if (state === 'STAGING' || !needsApproval) return undefined;
  if (state === 'EXPIRED') return 'expired';
  if (state === 'APPROVED') return verdict === 'approve' ? 'repeated' : 'approved';
  if (state === 'REFUSED') return verdict === 'refuse' ? 'repeated' : 'refused';
  return isSameOperator(requested.operator, operator) ? 'same-operator' : 'decide';
}

/**
 * `recent`: what customers were opened with, without approval, within a day. It counts, whoever it was, so that a large
 * import is not made of small ones. A currency without a ceiling has none to stay below.
 */
export function isAboveCeilings(sums: Sums, recent: Sums, ceilings: AmountsByCurrency): boolean {
  return Object.entries(sums).some(([currency, sum]) => {
    if (BigInt(sum) === 0n) return false;
    const ceiling = ceilings.get(currency as CurrencyCode);
    return !ceiling || BigInt(sum) + BigInt(recent[currency] ?? 0) > ceiling.minorUnits;
  });
}
