import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { AgreementRow } from '../agreements/agreement.row';

/** A token by its keyed hash. What it is worth is decided by its agreement. */
@Entity({ schema: 'auth', name: 'token' })
@Unique('token_generation_key', ['agreement_id', 'generation', 'kind'])
@Check('token_kind', `kind IN ('ACCESS', 'REFRESH')`)
@Check('token_generation', 'generation >= 1')
export class TokenRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'token_pk' }) hash!: string;
  @Column('uuid')
  @ForeignKey(() => AgreementRow, 'id', { name: 'token_agreement_fk' })
  agreement_id!: string;
  @Column('text') kind!: string;
  @Column('integer') generation!: number;
  @Column('timestamptz') expires_at!: Date;
  /** Fingerprints of the calls that this refresh token's successors answered. */
  @Column('text', { array: true, default: [] }) answered_calls!: string[];
}
