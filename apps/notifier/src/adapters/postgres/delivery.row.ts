import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A notice: its frozen text and how far it has come. `locked_until` is the lease of the attempt under way. */
@Entity({ schema: 'notifier', name: 'delivery' })
@Unique('delivery_subject_kind_key', ['subject', 'kind'])
@Index('delivery_due', ['nextAttemptAt'], { where: `state = 'RETRYING'` })
@Check('delivery_kind', `kind = 'NOTIFY_PAYMENT'`)
@Check('delivery_state', `state in ('RETRYING', 'ACKED', 'DEAD')`)
@Check('delivery_last_outcome', `last_outcome in ('ACKNOWLEDGED', 'UNKNOWN', 'MISCONFIGURED', 'REFUSED')`)
export class DeliveryRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'delivery_pk',
  })
  id!: string;
  @Column('text') subject!: string;
  @Column('text') kind!: string;
  @Column('text') state!: string;
  @Column('text') path!: string;
  @Column('text') body!: string;
  /** Attempts started. */
  @Column('integer') attempts!: number;
  @Column('timestamptz', { name: 'next_attempt_at' }) nextAttemptAt!: Date;
  @Column('timestamptz', { name: 'locked_until', nullable: true }) lockedUntil!: Date | null;
  @Column('text', { name: 'last_outcome', nullable: true }) lastOutcome!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
