import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A credit that waits for a second operator, or did; expired when it waits after `expires_at`. */
@Entity({ name: 'approval', schema: 'payments' })
@Unique('approval_reference', ['reference'])
@Check('approval_amount_positive', 'amount > 0')
@Check('approval_state_known', `state in ('WAITING', 'APPROVED', 'REFUSED')`)
@Check('approval_decided', `(state = 'WAITING') = (num_nonnulls(decided_by, decision_reason, decided_at) = 0)`)
@Check('approval_four_eyes', 'lower(btrim(decided_by)) <> lower(btrim(requested_by))')
export class ApprovalRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'approval_pk' }) id!: string;
  @Column('text') reference!: string;
  @Column('text') customer_id!: string;
  @Column('text') currency!: string;
  @Column('bigint') amount!: string;
  @Column('text') requested_by!: string;
  @Column('text') request_reason!: string;
  @Index('approval_requested')
  @Column('timestamptz')
  requested_at!: Date;
  @Column('timestamptz') expires_at!: Date;
  @Column('text') state!: string;
  @Column('text', { nullable: true }) decided_by!: string | null;
  @Column('text', { nullable: true }) decision_reason!: string | null;
  @Column('timestamptz', { nullable: true }) decided_at!: Date | null;
}
