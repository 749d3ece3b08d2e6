import type { Clock } from '@wallet/kernel';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { WalletAppKey, WalletAppKeys } from './wallet-app-keys';

export interface TokenTerms {
  readonly audience: string;
  /** How far ahead `exp` may be at most. */
  readonly maxLifeSeconds: number;
}

/** Clocks may differ by so much. */
const skewSeconds = 10;

const claims = z.object({ sub: z.string().min(1).max(64), exp: z.number() });

/** Tokens that the wallet's app signs (JWT, RFC 7519): by Ed25519 or RS256, with `kid` the version of its key. */
export class WalletAppTokens {
  constructor(
    private readonly keys: Pick<WalletAppKeys, 'find'>,
    private readonly clock: Clock,
  ) {}

  /** The customer id in `sub`; undefined when the token is not good for these terms now. */
  async customerOf(token: string, terms: TokenTerms): Promise<string | undefined> {
    try {
      const key = this.keys.find(decodeProtectedHeader(token).kid)?.key;
      return key && (await this.verified(token, key, terms));
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
      throw error;
    }
  }

  private async verified(token: string, { key, algorithm }: WalletAppKey, terms: TokenTerms) {
    const now = this.clock.now();
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      audience: terms.audience,
      requiredClaims: ['sub', 'exp'],
      currentDate: now,
      clockTolerance: skewSeconds,
    });
    const read = claims.safeParse(payload);
    if (!read.success) return undefined;
    const aheadSeconds = read.data.exp - now.getTime() / 1000;
    return aheadSeconds <= terms.maxLifeSeconds + skewSeconds ? read.data.sub : undefined;
  }
}
