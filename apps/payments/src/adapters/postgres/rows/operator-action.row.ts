import { IdentityColumn } from '@wallet/postgres';
import { Check, Column, Entity, Index } from 'typeorm';

/** What an operator changed, why, and to what; written in the transaction of the change. Append only. */
@Index('operator_action_credits', ['customer_id', 'acted_at'], { where: `action = 'CREDIT'` })
@Entity({ name: 'operator_action', schema: 'payments' })
@Check('operator_action_known', `action in ('CREDIT', 'LIMITS', 'REQUEST', 'APPROVE', 'REFUSE', 'TELL_AGAIN')`)
export class OperatorActionRow {
  @IdentityColumn('operator_action_pk') id!: string;
  @Column('text') action!: string;
  @Column('text') customer_id!: string;
  @Column('text') operator!: string;
  @Column('text') reason!: string;
  @Column('jsonb') details!: object;
  @Column('timestamptz') acted_at!: Date;
}
