import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The rules of Alipay+ that were pulled last; one row, none before the first. */
@Entity({ name: 'code_rules', schema: 'payments' })
@Check('code_rules_one', 'id = 1')
export class CodeRulesRow {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'code_rules_pk' }) id!: number;
  /** Grows with each set that says something else. */
  @Column('bigint') revision!: string;
  @Column('text') version!: string;
  @Column('text') document!: string;
  @Column('timestamptz') pulled_at!: Date;
}
