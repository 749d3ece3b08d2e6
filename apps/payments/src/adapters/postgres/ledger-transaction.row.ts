import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PaymentOrderRow } from './payment-order.row';

/** A posting. Append only; an order is paid at most once. */
@Entity({ name: 'ledger_transaction', schema: 'payments' })
@Index('ledger_transaction_one_payment', ['order_id'], { unique: true, where: `kind = 'PAY'` })
@Check('ledger_transaction_kind', `(kind = 'PAY' and order_id is not null) or kind = 'OPENING'`)
export class LedgerTransactionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_transaction_pk' }) id!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true })
  @ForeignKey(() => PaymentOrderRow, 'payment_request_id', { name: 'ledger_transaction_order_fk' })
  order_id!: string | null;
  @Column('timestamptz') posted_at!: Date;
}
