import { Column, Entity, Index } from 'typeorm';
import { IdentityColumn } from './identity-column';

/** A fact in the outbox, as `outboxMigrationSql` makes the table. */
@Entity({ name: 'outbox' })
@Index('outbox_unsent', ['id'], { where: 'sent_at is null' })
export class OutboxRow {
  @IdentityColumn('outbox_pkey') id!: string;
  @Column('text') topic!: string;
  @Column('text') type!: string;
  @Column('int') version!: number;
  @Column('text') key!: string;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('text') traceparent!: string;
  @Column('json') payload!: unknown;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt!: Date | null;
}
