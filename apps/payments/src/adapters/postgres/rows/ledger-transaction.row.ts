import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PaymentOrderRow } from './payment-order.row';
import { RefundRow } from './refund.row';

/** A posting. Append only; an order is paid and reversed at most once, a refund and a cash-in are posted at most once. */
@Entity({ name: 'ledger_transaction', schema: 'payments' })
@Index('ledger_transaction_one_payment', ['order_id'], { unique: true, where: `kind = 'PAY'` })
@Index('ledger_transaction_one_reversal', ['order_id'], { unique: true, where: `kind = 'REVERSAL'` })
@Index('ledger_transaction_one_refund', ['refund_request_id'], { unique: true, where: `kind = 'REFUND'` })
@Index('ledger_transaction_one_cash_in', ['reference'], { unique: true, where: `kind = 'CASH_IN'` })
@Check(
  'ledger_transaction_kind',
  `case kind
     when 'PAY' then order_id is not null and num_nonnulls(refund_request_id, reference) = 0
     when 'REVERSAL' then order_id is not null and num_nonnulls(refund_request_id, reference) = 0
     when 'REFUND' then num_nonnulls(order_id, refund_request_id) = 2 and reference is null
     when 'CASH_IN' then reference is not null and num_nonnulls(order_id, refund_request_id) = 0
     when 'OPENING' then num_nonnulls(order_id, refund_request_id, reference) = 0
     else false end`,
)
export class LedgerTransactionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_transaction_pk' }) id!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true })
  @ForeignKey(() => PaymentOrderRow, 'payment_request_id', { name: 'ledger_transaction_order_fk' })
  order_id!: string | null;
  @Column('text', { nullable: true })
  @ForeignKey(() => RefundRow, 'refund_request_id', { name: 'ledger_transaction_refund_fk' })
  refund_request_id!: string | null;
  /** Of the wallet's own core. */
  @Column('text', { nullable: true }) reference!: string | null;
  @Column('timestamptz') posted_at!: Date;
}
