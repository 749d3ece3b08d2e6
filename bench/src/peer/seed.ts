import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { settlementAccountId } from './orders';
import { tokenHash } from './tokens';

const currency = 'HKD';

export interface Bound {
  readonly customerId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface SeedOptions {
  readonly count: number;
  /** Minor units of HKD, each. */
  readonly balance: string;
  readonly tokenKey: Buffer;
}

const newToken = (): string => `28100003${randomBytes(16).toString('hex').toUpperCase()}`;

/** Customers with money, each with an agreement and its two tokens. */
export async function seed(pool: Pool, { count, balance, tokenKey }: SeedOptions): Promise<Bound[]> {
  const bound = Array.from({ length: count }, (_, index) => ({
    customerId: String(2_160_000_000_000_000 + index),
    accessToken: newToken(),
    refreshToken: newToken(),
  }));
  const customerIds = bound.map(({ customerId }) => customerId);
  const hashes = (tokens: readonly string[]) => tokens.map((token) => tokenHash(token, tokenKey));
  await pool.query(
    `insert into account (id, kind, currency, status, created_at) values ($1, 'SETTLEMENT_PAYABLE', $2, 'ACTIVE', now())`,
    [settlementAccountId(currency), currency],
  );
  await pool.query(
    `insert into account (id, kind, customer_id, currency, status, balance, created_at)
     select 'wallet:' || id || ':' || $2, 'WALLET', id, $2, 'ACTIVE', $3, now() from unnest($1::text[]) as id`,
    [customerIds, currency, balance],
  );
  await pool.query(
    `insert into agreement (id, customer_id, auth_client_id, scopes)
     select 'agreement-' || id, id, '2188120000099147', '{AGREEMENT_PAY}' from unnest($1::text[]) as id`,
    [customerIds],
  );
  await pool.query(
    `insert into token (hash, kind, agreement_id, expires_at)
     select hash, kind, 'agreement-' || id, now() + interval '180 days'
     from unnest($1::text[], $2::bytea[], $3::bytea[]) as n (id, access, refresh),
       lateral (values (access, 'ACCESS'), (refresh, 'REFRESH')) as token (hash, kind)`,
    [customerIds, hashes(bound.map((each) => each.accessToken)), hashes(bound.map((each) => each.refreshToken))],
  );
  await pool.query('analyze account, agreement, token');
  return bound;
}
