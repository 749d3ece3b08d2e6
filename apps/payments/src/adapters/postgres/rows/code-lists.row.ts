import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The state of all entries together: one row, which a change locks. */
@Entity({ name: 'code_lists', schema: 'payments' })
@Check('code_lists_one', 'id = 1')
export class CodeListsRow {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'code_lists_pk' }) id!: number;
  @Column('bigint') revision!: string;
}
