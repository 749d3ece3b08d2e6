import type { Farewell } from './messages';

/** Why a token cannot be used. */
export class TokenFault extends Error {
  override readonly name = 'TokenFault';

  constructor(
    readonly kind: Farewell['fault'],
    reason: string,
  ) {
    super(reason);
  }
}
