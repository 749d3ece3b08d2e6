import { IdentityColumn } from '@wallet/postgres';
import { Check, Column, Entity } from 'typeorm';

/** What an operator has done to which deliveries, and why; written in the statement of the change. */
@Entity({ schema: 'notifier', name: 'operator_action' })
@Check('operator_action_known', `action in ('REPLAY', 'RESOLVE')`)
export class OperatorActionRow {
  @IdentityColumn('operator_action_pk') id!: string;
  @Column('text') operator!: string;
  @Column('text') reason!: string;
  @Column('text') action!: string;
  @Column('bigint', { array: true }) deliveries!: string[];
  @Column('timestamptz') at!: Date;
}
