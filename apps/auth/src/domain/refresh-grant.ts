import type { FoundToken } from './access-token';
import { isInGrace, type Agreement, type CancelReason, type Moment } from './agreement';

/** A call with a refresh token. */
export interface RefreshCall {
  readonly authClientId: string;
  /** The very same signed call was answered with this token's successors before: it came twice, and is no thief's. */
  readonly isDuplicate: boolean;
}

/** `revoke` ends the family, unless it has ended. */
export type RefreshDecision =
  | { readonly decision: 'rotate' | 'repeat' }
  | {
      readonly decision: 'refuse';
      readonly refusal: 'AuthClientInvalid' | 'RefreshTokenExpired' | 'RefreshTokenInvalid' | 'RefreshTokenUsed';
      readonly revoke?: CancelReason;
    };

const invalid = { decision: 'refuse', refusal: 'RefreshTokenInvalid' } as const;
const used = { decision: 'refuse', refusal: 'RefreshTokenUsed' } as const;

/**
 * What a refresh token gives now. Each refresh makes the next generation; a token that was replaced is a lost answer's
 * repeat or a thief's (RFC 9700 §4.14.2). See docs/alipayplus.md#applytoken.
 */
export function decideRefresh(found: FoundToken | undefined, call: RefreshCall, moment: Moment): RefreshDecision {
  if (found?.token.kind !== 'REFRESH') return invalid;
  const { token, agreement } = found;
  if (agreement.authClientId !== call.authClientId) {
    return { decision: 'refuse', refusal: 'AuthClientInvalid', revoke: 'OTHER_CLIENT' };
  }
  const isLive = token.generation === agreement.generation;
  if (agreement.status === 'CANCELLED') return isLive ? invalid : used;
  if (!isLive) return isRepeatable(token.generation, agreement, moment) ? { decision: 'repeat' } : decideReuse(call);
  if (moment.now >= token.expiresAt) return { decision: 'refuse', refusal: 'RefreshTokenExpired' };
  return { decision: 'rotate' };
}

const isRepeatable = (generation: number, agreement: Agreement, moment: Moment): boolean =>
  generation === agreement.generation - 1 && isInGrace(agreement, moment);

const decideReuse = ({ isDuplicate }: RefreshCall): RefreshDecision =>
  isDuplicate ? used : { ...used, revoke: 'REFRESH_REUSED' };
