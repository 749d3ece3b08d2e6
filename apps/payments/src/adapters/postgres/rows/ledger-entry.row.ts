import { Check, Column, Entity, ForeignKey, Generated, Index, PrimaryColumn } from 'typeorm';
import { AccountRow } from './account.row';
import { LedgerTransactionRow } from './ledger-transaction.row';

/** A line of a posting, in minor units: negative takes from the account, positive adds to it. Append only. */
@Entity({ name: 'ledger_entry', schema: 'payments' })
@Index('ledger_entry_account', ['account_id', 'number'])
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
  /** Grows with time; of one wallet, whose lock each writer holds, without exception. */
  @Column('bigint') @Generated('increment') number!: string;
}
