import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AccountRow } from './account.row';

/** What an account paid on a business day, without what was cancelled: minor units, and payments. */
@Entity({ name: 'day_usage', schema: 'payments' })
@Index('day_usage_day', ['day'])
@Check('day_usage_positive', 'amount >= 0 and count >= 0')
export class DayUsageRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'day_usage_pk' })
  @ForeignKey(() => AccountRow, 'id', { name: 'day_usage_account_fk' })
  account_id!: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'day_usage_pk' }) day!: string;
  @Column('bigint') amount!: string;
  @Column('integer') count!: number;
}
