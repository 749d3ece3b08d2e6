import type { AgreementId, CustomerId, ReferenceAgreementId } from '@wallet/kernel';

export type Scope = 'AGREEMENT_PAY' | 'BASE_USER_INFO' | 'HASH_LOGIN_ID' | 'SEND_OTP' | 'USER_INFO' | 'USER_LOGIN_ID';

/** Who ended it: Alipay+, the user, the operator, or a code or token that was used in a way that only a thief would. */
export type CancelReason = 'CANCEL_TOKEN' | 'WALLET' | 'OPERATOR' | 'CODE_REUSED' | 'REFRESH_REUSED' | 'OTHER_CLIENT';

/** What names an agreement for ever. */
export interface Binding {
  readonly authClientId: string;
  readonly referenceAgreementId: ReferenceAgreementId;
}

/** A pair of tokens; a refresh replaces the live one by the next. */
export interface Generation {
  /** 1 is the first. */
  readonly generation: number;
  readonly generationMadeAt: Date;
  /** First use of one of its tokens. */
  readonly generationUsedAt: Date | null;
  readonly accessTokenExpiresAt: Date;
  readonly refreshTokenExpiresAt: Date;
}

/** What became of a binding, and at the same time its family of tokens: the live generation and what it replaced. */
export interface Agreement extends Binding, Generation {
  readonly agreementId: AgreementId;
  readonly authClientName: string;
  readonly referenceMerchantId: string | null;
  readonly customerId: CustomerId;
  /** Masked. */
  readonly userLoginId: string;
  readonly scopes: readonly Scope[];
  readonly status: 'ACTIVE' | 'CANCELLED';
  readonly origin: 'PAYMENT' | 'CODE';
  /** Grows by one with each change but a first use. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly cancelledAt: Date | null;
  readonly cancelReason: CancelReason | null;
}

/** When it is, and how long after a generation was made its answer may be repeated. */
export interface Moment {
  readonly now: Date;
  readonly graceMs: number;
}

/** Whether the answer that brought the live generation may have been lost: it is young, and nobody has used it. */
export const isInGrace = ({ generationMadeAt, generationUsedAt }: Generation, { now, graceMs }: Moment): boolean =>
  generationUsedAt === null && now.getTime() < generationMadeAt.getTime() + graceMs;
