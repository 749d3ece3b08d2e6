/** Names that a person could take for one another are one person: four eyes are not had by another spelling. */
export const isSameOperator = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .toLowerCase();

export type Verdict = 'approve' | 'refuse';

/** `same-operator`: who asked cannot decide. The others say what it is already. */
export type VerdictRefusal = 'same-operator' | 'approved' | 'refused' | 'expired';

/** What waits for a second operator, or did. */
export interface Judged {
  readonly state: 'WAITING' | 'APPROVED' | 'REFUSED' | 'EXPIRED';
  readonly requested: { readonly operator: string };
}

/** Repeating a decision is fine; the other one comes too late. */
export function judgeVerdict(
  verdict: Verdict,
  { state, requested }: Judged,
  operator: string,
): 'decide' | 'repeated' | VerdictRefusal {
  if (state === 'EXPIRED') return 'expired';
  if (state === 'APPROVED') return verdict === 'approve' ? 'repeated' : 'approved';
  if (state === 'REFUSED') return verdict === 'refuse' ? 'repeated' : 'refused';
  return isSameOperator(requested.operator, operator) ? 'same-operator' : 'decide';
}
