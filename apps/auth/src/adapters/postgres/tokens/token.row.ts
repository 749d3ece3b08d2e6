import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { TokenKind } from '../../../domain/token';
import { AgreementRow } from '../agreements/agreement.row';

/** A token by its keyed hash. What it is worth is decided by its agreement. */
@Entity({ schema: 'auth', name: 'token' })
@Unique('token_generation_key', ['agreementId', 'generation', 'kind'])
@Check('token_kind', `kind IN ('ACCESS', 'REFRESH')`)
@Check('token_generation', 'generation >= 1')
export class TokenRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'token_pk' }) hash!: string;
  @Column('uuid')
  @ForeignKey(() => AgreementRow, 'agreementId', { name: 'token_agreement_fk' })
  agreementId!: string;
  @Column('text') kind!: TokenKind;
  @Column('integer') generation!: number;
  @Column('timestamptz') expiresAt!: Date;
  /** Fingerprints of the calls that this refresh token's successors answered. */
  @Column('text', { array: true, default: [] }) answeredCalls!: string[];
}
