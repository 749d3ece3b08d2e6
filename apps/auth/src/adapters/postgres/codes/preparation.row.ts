import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** One prepare. What belongs to a consent page is null in the SMS flow. */
@Entity({ schema: 'auth', name: 'preparation' })
@Unique('preparation_binding_key', ['auth_client_id', 'reference_agreement_id'])
@Unique('preparation_consent_id_key', ['consent_id'])
@Check('preparation_flow', `flow IN ('SMS', 'REDIRECT')`)
@Check('preparation_consent', `consent IN ('OPEN', 'GIVEN', 'REFUSED')`)
@Check(
  'preparation_redirect',
  `num_nonnulls(auth_redirect_url, consent_id, consent, consent_expires_at) =
     CASE flow WHEN 'REDIRECT' THEN 4 ELSE 0 END`,
)
@Check('preparation_customer', `customer_id IS NOT NULL OR (consent IS NOT NULL AND consent <> 'GIVEN')`)
@Check('preparation_codes', 'codes >= 0')
export class PreparationRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'preparation_pk' }) id!: string;
  @Column('text') auth_client_id!: string;
  @Column('text') reference_agreement_id!: string;
  @Column('text') flow!: 'SMS' | 'REDIRECT';
  /** SHA-256, hex: what a repeat must match. */
  @Column('text') parameters_hash!: string;
  @Column('text') auth_client_name!: string;
  @Column('text', { nullable: true }) reference_merchant_id!: string | null;
  @Column('text', { array: true }) scopes!: string[];
  @Column('text', { nullable: true }) customer_id!: string | null;
  @Column('text', { nullable: true }) auth_redirect_url!: string | null;
  @Column('text', { nullable: true }) auth_state!: string | null;
  @Column('text', { nullable: true }) consent_id!: string | null;
  @Column('text', { nullable: true }) consent!: 'OPEN' | 'GIVEN' | 'REFUSED' | null;
  @Column('timestamptz', { nullable: true }) consent_expires_at!: Date | null;
  /** How many authCodes were made. */
  @Column('integer') codes!: number;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') updated_at!: Date;
}
