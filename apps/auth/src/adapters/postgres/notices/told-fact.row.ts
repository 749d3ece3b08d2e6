import type { AgreementFact } from '@wallet/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AgreementRow } from '../agreements/agreement.row';

/** The last fact of an agreement as it went to the outbox, its secrets sealed, for as long as it may have to be told again. */
@Entity({ schema: 'auth', name: 'told_fact' })
@Index('told_fact_time', ['told_at'])
export class ToldFactRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'told_fact_pk' })
  @ForeignKey(() => AgreementRow, 'id', { name: 'told_fact_agreement_fk' })
  agreement_id!: string;
  @Column('json') fact!: AgreementFact;
  @Column('timestamptz') told_at!: Date;
  @Column('timestamptz', { nullable: true }) told_again_at!: Date | null;
}
