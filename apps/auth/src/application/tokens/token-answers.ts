import type { Answer, TokenPair } from '@wallet/contracts';
import type { Refusal } from '@wallet/kernel';
import { metrics, type Logger } from '@wallet/service';
import type { Binding } from '../../domain/agreement';
import type { StoredAgreement } from '../ports/agreements';
import type { TokenVault } from './token-vault';

/** The command that is decided on. A `Command` is one. */
export interface CommandContext {
  readonly correlationId: string;
  /** W3C Trace Context; the facts of a change go on in it. */
  readonly traceparent: string;
}

export const refused = (refusal: Refusal): Answer => ({ outcome: 'refused', refusal });
export const fault: Answer = { outcome: 'unknown', reason: 'fault' };

/** `pair`: of the agreement's live generation. */
export function tokensAnswer(
  vault: TokenVault,
  agreement: StoredAgreement,
  pair: TokenPair,
  correlationId: string,
): Answer {
  const { accessTokenExpiresAt, refreshTokenExpiresAt, customerId, userLoginId } = agreement;
  return {
    outcome: 'done',
    result: {
      kind: 'tokens',
      sealedTokens: vault.pairForAnswer(pair, correlationId),
      accessTokenExpiresAt: accessTokenExpiresAt.toISOString(),
      refreshTokenExpiresAt: refreshTokenExpiresAt.toISOString(),
      customerId,
      userLoginId,
    },
  };
}

/** The same tokens again, as long as their copy is kept; then unknown. */
export function repeatedAnswer(vault: TokenVault, agreement: StoredAgreement, correlationId: string): Answer {
  const pair = vault.openAnswer(agreement);
  return pair ? tokensAnswer(vault, agreement, pair, correlationId) : fault;
}

const foreign = metrics.counter(
  'auth_foreign_clients_total',
  'ALERT: codes and refresh tokens that came with the id of another auth client',
  ['of'],
);

/** Somebody has a code or token that is not theirs. */
export function alertForeignClient(logger: Logger, of: 'code' | 'refresh-token', binding: Binding): void {
  const { authClientId, referenceAgreementId } = binding;
  foreign.inc({ of });
  logger.error({ of, authClientId, referenceAgreementId }, 'another auth client came with a secret of this agreement');
}
