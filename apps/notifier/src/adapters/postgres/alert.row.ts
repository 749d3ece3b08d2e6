import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { DeliveryRow } from './delivery.row';

/** A delivery was given up at this attempt: somebody must look at it. */
@Entity({ schema: 'notifier', name: 'alert' })
export class AlertRow {
  @PrimaryColumn('bigint', { name: 'delivery_id', primaryKeyConstraintName: 'alert_pk' })
  @ForeignKey(() => DeliveryRow, 'id', { name: 'alert_delivery_fk', onDelete: 'CASCADE' })
  deliveryId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'alert_pk' }) attempt!: number;
  /** The result code of its answer, or NO_ANSWER. */
  @Column('text') code!: string;
  @Column('timestamptz') at!: Date;
}
