import { judgeVerdict, type Verdict, type VerdictRefusal } from '@wallet/kernel';
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

/** Undefined: it is not there to be decided on. */
export function judgeImport(
  verdict: Verdict,
  { state, needsApproval, requested }: CustomerImport,
  operator: string,
): 'decide' | 'repeated' | VerdictRefusal | undefined {
  if (state === 'STAGING' || !needsApproval) return undefined;
  return judgeVerdict(verdict, { state, requested }, operator);
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
