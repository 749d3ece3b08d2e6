import { IdentityColumn } from '@wallet/postgres';
import { Check, Column, Entity, Index, Unique } from 'typeorm';

/** A notice: its frozen text and how far it has come. `locked_until` is the lease of the attempt under way. */
@Entity({ schema: 'notifier', name: 'delivery' })
@Unique('delivery_event_key', ['subject', 'eventId', 'kind'])
@Index('delivery_due', ['origin', 'nextAttemptAt', 'id'], { where: `state = 'RETRYING'` })
@Index('delivery_done', ['updatedAt'], { where: `state in ('ACKED', 'SUPERSEDED', 'RESOLVED')` })
@Index('delivery_dead', ['id'], { where: `state = 'DEAD'` })
@Check('delivery_kind', `kind in ('NOTIFY_PAYMENT', 'AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED')`)
@Check('delivery_state', `state in ('RETRYING', 'ACKED', 'DEAD', 'SUPERSEDED', 'RESOLVED')`)
@Check('delivery_last_outcome', `last_outcome in ('ACKNOWLEDGED', 'UNKNOWN', 'MISCONFIGURED', 'REFUSED')`)
@Check(
  'delivery_body',
  `case when kind = 'NOTIFY_PAYMENT' then body is not null and sealed_body is null
   else body is null and (sealed_body is null) = (state in ('ACKED', 'SUPERSEDED', 'RESOLVED')) end`,
)
export class DeliveryRow {
  @IdentityColumn('delivery_pk') id!: string;
  /** Of a payment, the subject again. */
  @Column('text', { name: 'event_id' }) eventId!: string;
  @Column('text') subject!: string;
  @Column('text') kind!: string;
  @Column('text') state!: string;
  /** Scheme, host and port to call; null for the agreed address. */
  @Column('text', { nullable: true }) origin!: string | null;
  @Column('text') path!: string;
  @Column('text', { nullable: true }) body!: string | null;
  /** The body where it holds a code or tokens. */
  @Column('text', { name: 'sealed_body', nullable: true }) sealedBody!: string | null;
  /** Of the call that led to it; null of what an older release has recorded. */
  @Column('text', { name: 'trace_id', nullable: true }) traceId!: string | null;
  /** Attempts started. */
  @Column('integer') attempts!: number;
  /** Those of them that the schedule does not count any more. */
  @Column('integer', { name: 'attempts_before_resend', default: 0 }) attemptsBeforeResend!: number;
  @Column('timestamptz', { name: 'next_attempt_at' }) nextAttemptAt!: Date;
  @Column('timestamptz', { name: 'locked_until', nullable: true }) lockedUntil!: Date | null;
  @Column('text', { name: 'last_outcome', nullable: true }) lastOutcome!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
