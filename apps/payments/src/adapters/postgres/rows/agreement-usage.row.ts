import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What was paid by an agreement on a business day, without what was cancelled, in minor units. The agreement itself is auth's. */
@Entity({ name: 'agreement_usage', schema: 'payments' })
@Index('agreement_usage_day', ['day'])
@Check('agreement_usage_positive', 'amount >= 0')
export class AgreementUsageRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'agreement_usage_pk' }) agreement_id!: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'agreement_usage_pk' }) day!: string;
  @Column('bigint') amount!: string;
}
