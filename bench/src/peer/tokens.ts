import { createHmac } from 'node:crypto';
import type { ResultCode } from '@wallet/alipayplus';
import type { Pool } from 'pg';

/** Who pays with a token, from which account. */
export interface Payer {
  readonly customerId: string;
  readonly agreementId: string;
  readonly accountId: string;
  readonly currency: string;
}

interface TokenRow extends Payer {
  readonly kind: 'ACCESS' | 'REFRESH';
  readonly expiresAt: Date;
  readonly isRevoked: boolean;
  readonly scopes: readonly string[];
}

const byHash = `
  select t.kind, t.expires_at as "expiresAt", t.revoked_at is not null or g.revoked_at is not null as "isRevoked",
    g.scopes, g.customer_id as "customerId", g.id as "agreementId", a.id as "accountId", a.currency
  from token t join agreement g on g.id = t.agreement_id join account a on a.customer_id = g.customer_id
  where t.hash = $1`;

/** What is stored in place of a token: its HMAC-SHA-256. */
export const tokenHash = (token: string, key: Buffer): Buffer => createHmac('sha256', key).update(token).digest();

export class Tokens {
  constructor(
    private readonly pool: Pool,
    private readonly key: Buffer,
  ) {}

  /** The payer behind a live access token that may pay; else why not. */
  async payer(accessToken: string, now: Date): Promise<Payer | ResultCode> {
    const values = [tokenHash(accessToken, this.key)];
    const { rows } = await this.pool.query<TokenRow>({ name: 'token', text: byHash, values });
    const [token] = rows;
    if (!token || token.kind !== 'ACCESS' || token.isRevoked) return 'INVALID_TOKEN';
    if (!token.scopes.includes('AGREEMENT_PAY')) return 'INVALID_TOKEN';
    return token.expiresAt <= now ? 'EXPIRED_ACCESS_TOKEN' : token;
  }
}
