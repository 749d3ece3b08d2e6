import { IdentityColumn } from '@wallet/postgres';
import { Check, Column, Entity } from 'typeorm';

/** A pattern that operators put on a list of codes, and maybe took off again. Never deleted: it says who did it, and why. */
@Entity({ name: 'code_entry', schema: 'payments' })
@Check('code_entry_list_known', `list in ('allow', 'block', 'local')`)
@Check('code_entry_removed', 'num_nonnulls(removed_at, removed_by, remove_reason) in (0, 3)')
export class CodeEntryRow {
  @IdentityColumn('code_entry_pk') id!: string;
  @Column('text') list!: string;
  @Column('text') pattern!: string;
  @Column('timestamptz') added_at!: Date;
  @Column('text') added_by!: string;
  @Column('text') add_reason!: string;
  @Column('timestamptz', { nullable: true }) removed_at!: Date | null;
  @Column('text', { nullable: true }) removed_by!: string | null;
  @Column('text', { nullable: true }) remove_reason!: string | null;
}
