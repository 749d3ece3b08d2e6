import { isInGrace, type Agreement, type Moment, type Scope } from './agreement';
import type { Token } from './token';

/** A token and the agreement that it belongs to, read at once. */
export interface FoundToken<A extends Agreement = Agreement> {
  readonly token: Token;
  readonly agreement: A;
}

/** `firstUse`: the live generation is used for the first time, which ends the grace of the one before. */
export type Resolution =
  | { readonly token: 'valid'; readonly agreement: Agreement; readonly firstUse: boolean }
  | { readonly token: 'refused'; readonly refusal: 'TokenExpired' | 'TokenInvalid' };

const refused = (refusal: 'TokenExpired' | 'TokenInvalid'): Resolution => ({ token: 'refused', refusal });

/**
 * What an access token is worth now. A refresh leaves the old one working until the new one is used, at most for the
 * grace: a payment under way is not lost by it. `scope`: what the agreement must include.
 */
export function resolveAccessToken(found: FoundToken | undefined, moment: Moment, scope: Scope): Resolution {
  if (found?.token.kind !== 'ACCESS') return refused('TokenInvalid');
  const { token, agreement } = found;
  if (agreement.status !== 'ACTIVE') return refused('TokenInvalid');
  if (!agreement.scopes.includes(scope)) return refused('TokenInvalid');
  return token.generation === agreement.generation ? resolveLive(found, moment) : resolveReplaced(found, moment);
}

function resolveLive({ token, agreement }: FoundToken, { now }: Moment): Resolution {
  if (now >= token.expiresAt) return refused('TokenExpired');
  return { token: 'valid', agreement, firstUse: agreement.generationUsedAt === null };
}

function resolveReplaced({ token, agreement }: FoundToken, moment: Moment): Resolution {
  const isPredecessor = token.generation === agreement.generation - 1 && isInGrace(agreement, moment);
  if (!isPredecessor || moment.now >= token.expiresAt) return refused('TokenInvalid');
  return { token: 'valid', agreement, firstUse: false };
}
