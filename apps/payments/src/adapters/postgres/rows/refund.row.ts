import type { RefundRefusal } from '@wallet/kernel';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Quote } from '../../../domain/admission/quote';
import type { Verbatim } from '../../../domain/order/terms';

/** What was decided of a refund. Append only. Its payment may be unknown; amounts are minor units. */
@Entity({ name: 'refund', schema: 'payments' })
@Unique('refund_refund_id_key', ['refund_id'])
@Index('refund_payment', ['payment_request_id'])
@Check(
  'refund_state',
  `case state
     when 'SUCCEEDED' then refusal is null and refund_id is not null
       and refund_amount >= 0 and refund_from_amount >= 0 and (refund_amount > 0 or refund_from_amount > 0)
     when 'REFUSED' then refusal is not null and refund_id is null
     else false end`,
)
export class RefundRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refund_pk' }) refund_request_id!: string;
  @Column('text') payment_request_id!: string;
  @Column('text') payment_id!: string;
  @Column('text') state!: 'SUCCEEDED' | 'REFUSED';
  @Column('text', { nullable: true }) refusal!: RefundRefusal | null;
  @Column('text', { nullable: true }) refund_id!: string | null;
  @Column('bigint') refund_amount!: string;
  @Column('text') refund_currency!: string;
  @Column('bigint') refund_from_amount!: string;
  @Column('text') refund_from_currency!: string;
  @Column('jsonb', { nullable: true }) quote!: Quote | null;
  @Column('jsonb', { nullable: true }) promo_info!: Verbatim | null;
  @Column('jsonb', { nullable: true }) surcharge_info!: Verbatim | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text') trace_id!: string;
  @Column('timestamptz') created_at!: Date;
}
