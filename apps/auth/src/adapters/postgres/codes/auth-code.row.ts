import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { CodeStatus } from '../../../domain/code-state';
import { AgreementRow } from '../agreements/agreement.row';
import { PreparationRow } from './preparation.row';

/** An authCode by its keyed hash; the code itself is derived from preparation and number. */
@Entity({ schema: 'auth', name: 'auth_code' })
@Unique('auth_code_number_key', ['preparationId', 'number'])
@Check('auth_code_number', 'number >= 1')
@Check('auth_code_status', `status IN ('LIVE', 'USED', 'BURNT')`)
@Check('auth_code_used', `num_nonnulls(used_at, agreement_id) = CASE status WHEN 'USED' THEN 2 ELSE 0 END`)
export class AuthCodeRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'auth_code_pk' }) hash!: string;
  @Column('uuid')
  @ForeignKey(() => PreparationRow, 'preparationId', { name: 'auth_code_preparation_fk' })
  preparationId!: string;
  @Column('integer') number!: number;
  @Column('text') status!: CodeStatus;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
  @Column('uuid', { nullable: true })
  @ForeignKey(() => AgreementRow, 'agreementId', { name: 'auth_code_agreement_fk' })
  agreementId!: string | null;
  /** Fingerprints of the calls that its tokens answered. */
  @Column('text', { array: true, default: [] }) answeredCalls!: string[];
}
