import type { OrderRefusal } from '@wallet/kernel';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Authorization } from '../../../domain/order/order';
import type { OrderKind, OrderState } from '../../../domain/order/order-state';
import type { Quote } from '../../../domain/admission/quote';
import type { Cashier, CustomerLookup, Echoed, Verbatim } from '../../../domain/order/terms';
import { AccountRow } from './account.row';

/** `Cashier` as JSON. */
export interface CashierColumn extends Omit<Cashier, 'orderAmount'> {
  readonly orderAmount: { readonly currency: string; readonly value: string };
}

const refused = `state in ('FAILED', 'CLOSED')`;
const unpaid = `(state = 'CANCELLED' and payment_id is null)`;
const paidBy = 'num_nonnulls(payment_id, paid_at, verify_request_id, agreement_id)';
const allOfThem = `case kind when 'SCAN' then 2 else 3 end`;

/** An order. Its terms are null in a tombstone and of kind SDK only; what paid is an OTP, an agreement or the user; amounts are minor units. */
@Entity({ name: 'payment_order', schema: 'payments' })
@Unique('payment_order_payment_id_key', ['payment_id'])
@Index('payment_order_waiting', ['expires_at'], { where: `state = 'WAITING_FOR_OTP'` })
@Index('payment_order_scanned', ['expires_at'], { where: `state = 'WAITING_FOR_USER'` })
@Index('payment_order_scanned_by', ['customer_id'], { where: `state = 'WAITING_FOR_USER'` })
@Index('payment_order_customer', ['customer_id', 'created_at', 'payment_request_id'])
@Index('payment_order_made', ['created_at', 'payment_request_id'])
@Check(
  'payment_order_state',
  `state in ('WAITING_FOR_OTP', 'WAITING_FOR_USER', 'PAID', 'FAILED', 'CLOSED', 'CANCELLED')`,
)
@Check('payment_order_refused', `(${refused}) = (refusal is not null)`)
@Check('payment_order_cancelled', `(state = 'CANCELLED') = (cancelled_at is not null)`)
@Check(
  'payment_order_kind',
  `case kind
     when 'EASY_PAY' then state <> 'WAITING_FOR_USER' and agreement_id is null
     when 'AGREEMENT' then state not in ('WAITING_FOR_OTP', 'WAITING_FOR_USER')
       and num_nonnulls(mobile_number, verify_request_id) = 0
     when 'SCAN' then state <> 'WAITING_FOR_OTP' and num_nonnulls(mobile_number, verify_request_id, agreement_id) = 0
     when 'SDK' then state in ('WAITING_FOR_USER', 'CLOSED', 'CANCELLED') and num_nonnulls(customer_id, expires_at) = 2
       and num_nonnulls(acquirer_id, account_id, debit_amount, mobile_number, payment_id, paid_at, verify_request_id,
         agreement_id) = 0
     else false end`,
)
@Check(
  'payment_order_paid',
  `case state when 'PAID' then ${paidBy} = ${allOfThem} when 'CANCELLED' then ${paidBy} in (0, ${allOfThem})
     else ${paidBy} < ${allOfThem} end`,
)
@Check(
  'payment_order_payer',
  `${refused} or ${unpaid} or kind = 'SDK' or (num_nonnulls(customer_id, account_id, debit_amount, debit_currency) = 4
     and (kind in ('AGREEMENT', 'SCAN') or mobile_number is not null))`,
)
@Check(
  'payment_order_terms',
  `refusal is not distinct from 'OrderNotFound' or ${unpaid} or kind = 'SDK' or
   (num_nonnulls(payment_amount, payment_currency, pay_to_amount, pay_to_currency, reference_merchant_id,
      merchant_name, lookup, acquirer_id, expires_at) = 9
    and case kind when 'SCAN' then cashier is not null else payment_method_type is not null end)`,
)
@Check(
  'payment_order_refunded',
  `refunded_amount between 0 and coalesce(payment_amount, 0)
   and refunded_from_amount between 0 and coalesce(pay_to_amount, 0)
   and (payment_id is not null or (refunded_amount = 0 and refunded_from_amount = 0))`,
)
export class PaymentOrderRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'payment_order_pk' }) payment_request_id!: string;
  @Column('text', { default: 'EASY_PAY' }) kind!: OrderKind;
  @Column('bigint', { nullable: true }) payment_amount!: string | null;
  @Column('text', { nullable: true }) payment_currency!: string | null;
  @Column('bigint', { nullable: true }) pay_to_amount!: string | null;
  @Column('text', { nullable: true }) pay_to_currency!: string | null;
  @Column('text', { nullable: true }) payment_method_type!: string | null;
  @Column('text', { nullable: true }) reference_merchant_id!: string | null;
  @Column('text', { nullable: true }) merchant_name!: string | null;
  @Column('text', { nullable: true }) order_description!: string | null;
  @Column('jsonb', { nullable: true }) lookup!: CustomerLookup | null;
  @Column('text', { nullable: true }) acquirer_id!: string | null;
  @Column('text', { nullable: true }) customer_id!: string | null;
  @Column('text', { nullable: true })
  @ForeignKey(() => AccountRow, 'id', { name: 'payment_order_account_fk' })
  account_id!: string | null;
  @Column('text', { nullable: true }) mobile_number!: string | null;
  @Column('bigint', { nullable: true }) debit_amount!: string | null;
  @Column('text', { nullable: true }) debit_currency!: string | null;
  @Column('text') state!: OrderState;
  @Column('text', { nullable: true }) refusal!: OrderRefusal | null;
  @Column('text', { nullable: true }) payment_id!: string | null;
  @Column('timestamptz', { nullable: true }) paid_at!: Date | null;
  @Column('text', { nullable: true }) verify_request_id!: string | null;
  @Column('uuid', { nullable: true }) agreement_id!: string | null;
  @Column('timestamptz', { nullable: true }) expires_at!: Date | null;
  @Column('integer') version!: number;
  @Column('jsonb', { nullable: true }) authorization!: Authorization | null;
  @Column('bigint', { default: 0 }) refunded_amount!: string;
  @Column('bigint', { default: 0 }) refunded_from_amount!: string;
  @Column('timestamptz', { nullable: true }) cancelled_at!: Date | null;
  @Column('jsonb', { nullable: true }) payment_quote!: Quote | null;
  @Column('jsonb', { nullable: true }) surcharge_info!: Verbatim | null;
  @Column('jsonb', { nullable: true }) promo_info!: Verbatim | null;
  @Column('text', { nullable: true }) notify_url!: string | null;
  @Column('jsonb', { nullable: true }) cashier!: CashierColumn | null;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') updated_at!: Date;
}

const columns: Record<keyof Echoed, keyof PaymentOrderRow> = { paymentPromoInfo: 'promo_info' };

/** What is echoed, and the column where it is kept. */
export const echoedColumns = Object.entries(columns) as [keyof Echoed, keyof PaymentOrderRow][];
