/** What came back of one attempt. `none`: nothing that can be trusted, whatever it was; it says nothing about the payment. */
export type Reply =
  | { readonly kind: 'answer'; readonly resultStatus: 'S' | 'F' | 'U'; readonly resultCode: string }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * What an attempt has led to. UNKNOWN: try again. MISCONFIGURED: the fault is in our settings or keys, not in this
 * notice. REFUSED: the notice itself will never be taken.
 */
export const outcomes = ['ACKNOWLEDGED', 'UNKNOWN', 'MISCONFIGURED', 'REFUSED'] as const;
export type Outcome = (typeof outcomes)[number];

const faultsOfOurSettings = new Set(['ACCESS_DENIED', 'KEY_NOT_FOUND', 'INVALID_SIGNATURE']);

export function outcomeOf(reply: Reply): Outcome {
  if (reply.kind === 'none' || reply.resultStatus === 'U') return 'UNKNOWN';
  if (reply.resultStatus === 'S') return 'ACKNOWLEDGED';
  return faultsOfOurSettings.has(reply.resultCode) ? 'MISCONFIGURED' : 'REFUSED';
}
