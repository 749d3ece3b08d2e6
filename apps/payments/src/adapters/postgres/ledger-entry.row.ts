import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AccountRow } from './account.row';
import { LedgerTransactionRow } from './ledger-transaction.row';

/** A line of a posting, in minor units: negative takes from the account, positive adds to it. Append only. */
@Entity({ name: 'ledger_entry', schema: 'payments' })
@Check('ledger_entry_amount', 'amount <> 0')
export class LedgerEntryRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_entry_pk' })
  @ForeignKey(() => LedgerTransactionRow, 'id', { name: 'ledger_entry_transaction_fk' })
  transaction_id!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'ledger_entry_pk' }) seq!: number;
  @Column('text')
  @ForeignKey(() => AccountRow, 'id', { name: 'ledger_entry_account_fk' })
  account_id!: string;
  @Column('text') currency!: string;
  @Column('bigint') amount!: string;
}
