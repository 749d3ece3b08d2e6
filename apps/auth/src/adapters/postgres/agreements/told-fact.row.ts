import type { AgreementFact } from '@wallet/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AgreementRow } from './agreement.row';

/** The last fact of an agreement as it went to the outbox, its secrets sealed, for as long as it may have to be told again. */
@Entity({ schema: 'auth', name: 'told_fact' })
@Index('told_fact_time', ['toldAt'])
export class ToldFactRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'told_fact_pk' })
  @ForeignKey(() => AgreementRow, 'agreementId', { name: 'told_fact_agreement_fk' })
  agreementId!: string;
  @Column('json') fact!: AgreementFact;
  @Column('timestamptz') toldAt!: Date;
  @Column('timestamptz', { nullable: true }) toldAgainAt!: Date | null;
}
