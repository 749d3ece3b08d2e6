import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { AgreementRow } from '../agreements/agreement.row';
import { PreparationRow } from './preparation.row';

/** An authCode by its keyed hash; the code itself is derived from preparation and number. */
@Entity({ schema: 'auth', name: 'auth_code' })
@Unique('auth_code_number_key', ['preparation_id', 'number'])
@Check('auth_code_number', 'number >= 1')
@Check('auth_code_status', `status IN ('LIVE', 'USED', 'BURNT')`)
@Check('auth_code_used', `num_nonnulls(used_at, agreement_id) = CASE status WHEN 'USED' THEN 2 ELSE 0 END`)
export class AuthCodeRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'auth_code_pk' }) hash!: string;
  @Column('uuid')
  @ForeignKey(() => PreparationRow, 'id', { name: 'auth_code_preparation_fk' })
  preparation_id!: string;
  @Column('integer') number!: number;
  @Column('text') status!: 'LIVE' | 'USED' | 'BURNT';
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') expires_at!: Date;
  @Column('timestamptz', { nullable: true }) used_at!: Date | null;
  @Column('uuid', { nullable: true })
  @ForeignKey(() => AgreementRow, 'id', { name: 'auth_code_agreement_fk' })
  agreement_id!: string | null;
  /** Fingerprints of the calls that its tokens answered. */
  @Column('text', { array: true, default: [] }) answered_calls!: string[];
}
