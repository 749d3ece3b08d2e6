import { isInGrace, type Agreement, type CancelReason, type Moment } from './agreement';
import type { CodeStatus } from './code-state';

export type Flow = 'SMS' | 'REDIRECT';

/** An authCode as it is stored. */
export interface IssuedCode {
  readonly status: CodeStatus;
  readonly flow: Flow;
  readonly authClientId: string;
  readonly expiresAt: Date;
}

/** An exchange of a code for tokens. */
export interface CodeGrant {
  /** The flow that the grant belongs to. */
  readonly flow: Flow;
  readonly authClientId: string;
  /** Of the OTP; `accepted` where the flow has none. `foreign`: right, but issued for something else, which is a fault. */
  readonly verdict: 'accepted' | 'wrong' | 'exhausted' | 'unavailable' | 'foreign';
  /** The very same signed call was answered with the tokens of this code before; its OTP was right then. */
  readonly isDuplicate: boolean;
}

/** `burn` ends the code, `revoke` the agreement that it made, unless it has ended. */
export type CodeDecision =
  | { readonly decision: 'issue' | 'repeat' }
  | { readonly decision: 'undecided'; readonly reason: 'otp-wrong' | 'fault' }
  | {
      readonly decision: 'refuse';
      readonly refusal: 'AuthClientInvalid' | 'CodeExpired' | 'CodeInvalid' | 'CodeUsed';
      readonly burn?: true;
      readonly revoke?: CancelReason;
    };

/** See RFC 6749 §4.1.2 and, for the exact repeat of a lost answer, docs/alipayplus.md#applytoken. */
export function decideCodeGrant(
  code: IssuedCode | undefined,
  agreement: Agreement | undefined,
  grant: CodeGrant,
  moment: Moment,
): CodeDecision {
  if (code?.flow !== grant.flow) return { decision: 'refuse', refusal: 'CodeInvalid' };
  if (code.authClientId !== grant.authClientId) return foreignClient(code);
  if (code.status === 'USED') return decideUsed(agreement, grant, moment);
  if (code.status === 'BURNT') return { decision: 'refuse', refusal: 'CodeInvalid' };
  if (moment.now >= code.expiresAt) return { decision: 'refuse', refusal: 'CodeExpired' };
  return decideLive(grant);
}

function foreignClient({ status }: IssuedCode): CodeDecision {
  const refused = { decision: 'refuse', refusal: 'AuthClientInvalid' } as const;
  if (status === 'LIVE') return { ...refused, burn: true };
  return status === 'USED' ? { ...refused, revoke: 'OTHER_CLIENT' } : refused;
}

function decideLive({ verdict }: CodeGrant): CodeDecision {
  switch (verdict) {
    case 'accepted':
      return { decision: 'issue' };
    case 'wrong':
      return { decision: 'undecided', reason: 'otp-wrong' };
    case 'exhausted':
      return { decision: 'refuse', refusal: 'CodeInvalid', burn: true };
    case 'unavailable':
    case 'foreign':
      return { decision: 'undecided', reason: 'fault' };
  }
}

function decideUsed(
  agreement: Agreement | undefined,
  { verdict, isDuplicate }: CodeGrant,
  moment: Moment,
): CodeDecision {
  const isRepeatable = agreement !== undefined && isUnused(agreement, moment);
  if (isRepeatable && (isDuplicate || verdict === 'accepted')) return { decision: 'repeat' };
  if (isRepeatable && (verdict === 'unavailable' || verdict === 'foreign')) {
    return { decision: 'undecided', reason: 'fault' };
  }
  const used = { decision: 'refuse', refusal: 'CodeUsed' } as const;
  return isDuplicate ? used : { ...used, revoke: 'CODE_REUSED' };
}

/** Whether a code's tokens are the live ones, and perhaps never arrived. */
const isUnused = (agreement: Agreement, moment: Moment): boolean =>
  agreement.status === 'ACTIVE' && agreement.generation === 1 && isInGrace(agreement, moment);
