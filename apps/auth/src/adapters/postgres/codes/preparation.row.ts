import type { AgreementScope } from '@wallet/contracts';
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { ConsentState } from '../../../domain/consent';

/** One prepare. What belongs to a consent page is null in the SMS flow. */
@Entity({ schema: 'auth', name: 'preparation' })
@Unique('preparation_binding_key', ['authClientId', 'referenceAgreementId'])
@Unique('preparation_consent_id_key', ['consentId'])
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
  @PrimaryColumn('uuid', { name: 'id', primaryKeyConstraintName: 'preparation_pk' }) preparationId!: string;
  @Column('text') authClientId!: string;
  @Column('text') referenceAgreementId!: string;
  @Column('text') flow!: 'SMS' | 'REDIRECT';
  /** SHA-256, hex: what a repeat must match. */
  @Column('text') parametersHash!: string;
  @Column('text') authClientName!: string;
  @Column('text', { nullable: true }) referenceMerchantId!: string | null;
  @Column('text', { array: true }) scopes!: readonly AgreementScope[];
  @Column('text', { nullable: true }) customerId!: string | null;
  @Column('text', { nullable: true }) authRedirectUrl!: string | null;
  @Column('text', { nullable: true }) authState!: string | null;
  @Column('text', { nullable: true }) consentId!: string | null;
  @Column('text', { nullable: true }) consent!: ConsentState | null;
  @Column('timestamptz', { nullable: true }) consentExpiresAt!: Date | null;
  /** How many authCodes were made. */
  @Column('integer') codes!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
