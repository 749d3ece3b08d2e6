import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PaymentOrderRow } from './payment-order.row';

/** What happened to an order: `OrderOpened`, `OrderPaid`, `OrderFailed`, `OrderClosed` or `OrderCancelled`. Append only. */
@Entity({ name: 'order_event', schema: 'payments' })
export class OrderEventRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'order_event_pk' })
  @ForeignKey(() => PaymentOrderRow, 'payment_request_id', { name: 'order_event_order_fk' })
  order_id!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'order_event_pk' }) version!: number;
  @Column('text') type!: string;
  @Column('text', { nullable: true }) refusal!: string | null;
  /** The type of the message that caused it; null: time did. */
  @Column('text', { nullable: true }) command!: string | null;
  @Column('text', { nullable: true }) trace_id!: string | null;
  @Column('timestamptz') occurred_at!: Date;
}
