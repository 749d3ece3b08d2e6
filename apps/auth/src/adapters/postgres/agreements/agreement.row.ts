import type { Sealed } from '@wallet/contracts';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { StoredAgreement } from '../../../application/ports/agreements';
import type { CancelReason, Scope } from '../../../domain/agreement';

/** What became of a binding, and its family of tokens: `generation` is the live one. What is not to be updated, auth's role may not. */
@Entity({ schema: 'auth', name: 'agreement' })
@Unique('agreement_binding_key', ['authClientId', 'referenceAgreementId'])
@Index('agreement_customer', ['customerId', 'createdAt'])
@Index('agreement_told', { synchronize: false })
@Index('agreement_answers', ['generationMadeAt'], { where: 'sealed_answer IS NOT NULL' })
@Check('agreement_status', `status IN ('ACTIVE', 'CANCELLED')`)
@Check('agreement_origin', `origin IN ('PAYMENT', 'CODE')`)
@Check('agreement_generation', 'generation >= 1')
@Check('agreement_version', 'version >= 1')
@Check('agreement_answer', 'sealed_answer IS NULL OR generation_used_at IS NULL')
@Check(
  'agreement_active',
  `num_nonnulls(cancelled_at, cancel_reason) = CASE status WHEN 'ACTIVE' THEN 0 ELSE 2 END
   AND (status = 'ACTIVE') = (sealed_access_token IS NOT NULL)
   AND (status = 'ACTIVE' OR sealed_answer IS NULL)`,
)
@Check(
  'agreement_cancel_reason',
  `cancel_reason IN ('CANCEL_TOKEN', 'WALLET', 'OPERATOR', 'CODE_REUSED', 'REFRESH_REUSED', 'OTHER_CLIENT')`,
)
export class AgreementRow implements StoredAgreement {
  @PrimaryColumn({ type: 'uuid', name: 'id', update: false, primaryKeyConstraintName: 'agreement_pk' })
  agreementId!: string;
  @Column({ type: 'text', update: false }) authClientId!: string;
  @Column({ type: 'text', update: false }) referenceAgreementId!: string;
  @Column({ type: 'text', update: false }) authClientName!: string;
  @Column({ type: 'text', nullable: true, update: false }) referenceMerchantId!: string | null;
  @Column({ type: 'text', update: false }) customerId!: string;
  /** Masked. */
  @Column({ type: 'text', update: false }) userLoginId!: string;
  @Column({ type: 'text', array: true, update: false }) scopes!: readonly Scope[];
  @Column('text') status!: StoredAgreement['status'];
  @Column({ type: 'text', update: false }) origin!: StoredAgreement['origin'];
  @Column('integer') generation!: number;
  @Column('timestamptz') generationMadeAt!: Date;
  @Column('timestamptz', { nullable: true }) generationUsedAt!: Date | null;
  @Column('timestamptz') accessTokenExpiresAt!: Date;
  @Column('timestamptz') refreshTokenExpiresAt!: Date;
  /** Null once cancelled: the fact about it carries the token on. */
  @Column('text', { nullable: true }) sealedAccessToken!: Sealed | null;
  /** The live token pair, for an exact repeat within the grace; null once it was used or the grace is over. */
  @Column('text', { nullable: true }) sealedAnswer!: Sealed | null;
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', update: false }) createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;
  @Column('text', { nullable: true }) cancelReason!: CancelReason | null;
}
