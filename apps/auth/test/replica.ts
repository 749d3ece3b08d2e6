import { randomBytes } from 'node:crypto';
import type { SealKeys } from '@wallet/contracts';
import { createLogger } from '@wallet/service';
import type { authDataSource } from '../src/adapters/postgres/database';
import { PostgresAgreements } from '../src/adapters/postgres/postgres-agreements';
import { CancelToken } from '../src/application/tokens/cancel-token';
import { IssueTokens } from '../src/application/tokens/issue-tokens';
import { MakeAgreements } from '../src/application/agreements/make-agreements';
import { RedeemCode } from '../src/application/tokens/redeem-code';
import { RefreshTokens } from '../src/application/tokens/refresh-tokens';
import { ResolvePayers } from '../src/application/tokens/resolve-payers';
import { TokenVault } from '../src/application/tokens/token-vault';
import type { InMemoryCustomers } from './in-memory-customers';

export const policy = { graceMs: 600_000, accessTokenLifeMs: 3_600_000, refreshTokenLifeMs: 7_200_000 };

const sealKey = randomBytes(32);
export const sealKeys: SealKeys = { current: '1', key: () => sealKey };
export const key = randomBytes(32);
export const vault = new TokenVault({ key, routingNumber: '600' }, sealKeys);
const logger = createLogger('auth', 'silent');

/** Connections of its own, e.g. with the rights of the service. */
export type Source = ReturnType<typeof authDataSource>;

/** A replica of auth: its own pool and use cases, on the clock and the customers that all share. */
export function replica(dataSource: Source, clock: { now(): Date }, directory: InMemoryCustomers) {
  const agreements = new PostgresAgreements(dataSource);
  const ports = { agreements, directory, clock, logger };
  const mint = { vault, policy };
  return {
    agreements,
    issue: new IssueTokens(new RedeemCode(ports, mint), new RefreshTokens(ports, mint)),
    cancel: new CancelToken(agreements, vault, clock),
    make: new MakeAgreements(ports, mint),
    resolve: new ResolvePayers(agreements, clock, policy.graceMs),
  };
}
export type Replica = ReturnType<typeof replica>;
