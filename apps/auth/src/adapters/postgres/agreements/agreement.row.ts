import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** What became of a binding, and its family of tokens: `generation` is the live one. */
@Entity({ schema: 'auth', name: 'agreement' })
@Unique('agreement_binding_key', ['auth_client_id', 'reference_agreement_id'])
@Index('agreement_customer', ['customer_id', 'created_at'])
@Index('agreement_told', { synchronize: false })
@Index('agreement_answers', ['generation_made_at'], { where: 'sealed_answer IS NOT NULL' })
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
export class AgreementRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'agreement_pk' }) id!: string;
  @Column('text') auth_client_id!: string;
  @Column('text') reference_agreement_id!: string;
  @Column('text') auth_client_name!: string;
  @Column('text', { nullable: true }) reference_merchant_id!: string | null;
  @Column('text') customer_id!: string;
  /** Masked. */
  @Column('text') user_login_id!: string;
  @Column('text', { array: true }) scopes!: string[];
  @Column('text') status!: string;
  @Column('text') origin!: string;
  @Column('integer') generation!: number;
  @Column('timestamptz') generation_made_at!: Date;
  @Column('timestamptz', { nullable: true }) generation_used_at!: Date | null;
  @Column('timestamptz') access_token_expires_at!: Date;
  @Column('timestamptz') refresh_token_expires_at!: Date;
  /** Null once cancelled: the fact about it carries the token on. */
  @Column('text', { nullable: true }) sealed_access_token!: string | null;
  /** The live token pair, for an exact repeat within the grace; null once it was used or the grace is over. */
  @Column('text', { nullable: true }) sealed_answer!: string | null;
  @Column('integer') version!: number;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') updated_at!: Date;
  @Column('timestamptz', { nullable: true }) cancelled_at!: Date | null;
  @Column('text', { nullable: true }) cancel_reason!: string | null;
}
