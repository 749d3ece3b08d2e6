import type { TokenPair } from '@wallet/contracts';
import type { Generation } from '../../domain/agreement';
import type { StoredAgreement } from '../ports/agreements';
import type { TokenPolicy } from './token-policy';
import type { GenerationId, TokenVault } from './token-vault';

/** What makes tokens. */
export interface TokenMint {
  readonly vault: TokenVault;
  readonly policy: TokenPolicy;
}

/** A new pair, and the fields of the agreement whose live generation it becomes. */
export function newGeneration(
  { vault, policy }: TokenMint,
  id: GenerationId,
  now: Date,
): { pair: TokenPair; fields: Generation & Pick<StoredAgreement, 'sealedAccessToken' | 'sealedAnswer'> } {
  const pair = vault.make();
  const after = (ms: number) => new Date(now.getTime() + ms);
  const fields = {
    generation: id.generation,
    generationMadeAt: now,
    generationUsedAt: null,
    accessTokenExpiresAt: after(policy.accessTokenLifeMs),
    refreshTokenExpiresAt: after(policy.refreshTokenLifeMs),
    sealedAccessToken: vault.sealAccessToken(pair, id),
    sealedAnswer: vault.sealAnswer(pair, id),
  };
  return { pair, fields };
}
