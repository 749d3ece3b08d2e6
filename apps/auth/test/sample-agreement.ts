import type { Agreement } from '../src/domain/agreement';
import type { Token, TokenKind } from '../src/domain/token';

export const graceMs = 600_000;
export const start = new Date('2026-03-01T00:00:00Z');

/** So many seconds after the start. */
export const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);

/** Active, of generation 2, made at the start and unused. */
export const agreementOf = (over: Partial<Agreement> = {}): Agreement => ({
  agreementId: '5f3c1f0e-8d61-4a53-9d2b-6f0f1f0a7b11',
  authClientId: 'client',
  referenceAgreementId: 'binding',
  authClientName: 'A shop',
  referenceMerchantId: null,
  customerId: '2160000000000001',
  userLoginId: '852-***2345',
  scopes: ['AGREEMENT_PAY'],
  status: 'ACTIVE',
  origin: 'CODE',
  generation: 2,
  generationMadeAt: start,
  generationUsedAt: null,
  accessTokenExpiresAt: at(10_000),
  refreshTokenExpiresAt: at(20_000),
  version: 2,
  createdAt: start,
  updatedAt: start,
  cancelledAt: null,
  cancelReason: null,
  ...over,
});

/** Of a generation of that agreement. */
export const tokenOf = (agreement: Agreement, kind: TokenKind, generation: number): Token => ({
  hash: `${kind} ${generation}`,
  agreementId: agreement.agreementId,
  kind,
  generation,
  expiresAt: kind === 'ACCESS' ? agreement.accessTokenExpiresAt : agreement.refreshTokenExpiresAt,
});
