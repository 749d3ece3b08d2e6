import { randomBytes } from 'node:crypto';
import type { AgreementId } from '@wallet/kernel';

export type TokenKind = 'ACCESS' | 'REFRESH';

/** A token as it is kept: what it is worth is decided by its agreement. */
export interface Token {
  /** Keyed hash; the token itself is not kept here. */
  readonly hash: string;
  readonly agreementId: AgreementId;
  readonly kind: TokenKind;
  readonly generation: number;
  readonly expiresAt: Date;
}

/** `281`, the routing number (3 digits), `03` and 128 random bits as 32 upper-case hex digits. */
export const newToken = (routingNumber: string): string =>
  `281${routingNumber}03${randomBytes(16).toString('hex').toUpperCase()}`;
