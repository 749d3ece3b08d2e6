import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer's own limits, in minor units of the wallet's currency and payments a day; the setting applies to a null. */
@Entity({ name: 'customer_limit', schema: 'payments' })
@Check('customer_limit_positive', 'single >= 0 and daily_amount >= 0 and daily_count >= 0')
export class CustomerLimitRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'customer_limit_pk' }) customer_id!: string;
  @Column('bigint', { nullable: true }) single!: string | null;
  @Column('bigint', { nullable: true }) daily_amount!: string | null;
  @Column('integer', { nullable: true }) daily_count!: number | null;
  @Column('timestamptz') updated_at!: Date;
}
