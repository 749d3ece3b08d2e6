import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { DeliveryRow } from './delivery.row';

/** One attempt to deliver. Without `finished_at` it is under way, or its process died: it may have been sent. */
@Entity({ schema: 'notifier', name: 'attempt' })
@Check('attempt_finished', '(finished_at is null) = (outcome is null)')
export class AttemptRow {
  @PrimaryColumn('bigint', { name: 'delivery_id', primaryKeyConstraintName: 'attempt_pk' })
  @ForeignKey(() => DeliveryRow, 'id', { name: 'attempt_delivery_fk', onDelete: 'CASCADE' })
  deliveryId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'attempt_pk' }) number!: number;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('integer', { name: 'http_status', nullable: true }) httpStatus!: number | null;
  @Column('text', { name: 'result_code', nullable: true }) resultCode!: string | null;
  /** Why the answer, if there was one, counts for nothing. */
  @Column('text', { nullable: true }) error!: string | null;
}
