import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** An account of the ledger. Only wallets have a customer and a stored balance (minor units). */
@Entity({ name: 'account', schema: 'payments' })
@Unique('account_customer_currency_key', ['customer_id', 'currency'])
@Check(
  'account_kind',
  `kind in ('WALLET', 'SETTLEMENT_PAYABLE', 'CURRENCY_TRADING', 'OPENING_BALANCES', 'CASH_CLEARING')`,
)
@Check('account_status', `status in ('ACTIVE', 'FROZEN', 'CLOSED')`)
@Check('account_wallet', `(kind = 'WALLET') = (num_nonnulls(customer_id, customer_version, balance) = 3)`)
@Check('account_balance', 'balance >= 0')
export class AccountRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'account_pk' }) id!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) customer_id!: string | null;
  @Column('text') currency!: string;
  @Column('text') status!: string;
  @Column('integer', { nullable: true }) customer_version!: number | null;
  @Column('bigint', { nullable: true }) balance!: string | null;
  @Column('timestamptz') created_at!: Date;
}
