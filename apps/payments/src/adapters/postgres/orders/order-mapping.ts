import { Money } from '@wallet/money';
import type {
  AgreementOrder,
  CancelledOrder,
  Order,
  PaidOrder,
  Payer,
  RefundAmounts,
  RefusedOrder,
  VerifiedOrder,
  WaitingOrder,
} from '../../../domain/order/order';
import type { Echoed, Terms } from '../../../domain/order/terms';
import { echoedColumns, type PaymentOrderRow } from '../rows/payment-order.row';

/** Throws on a row that the table's constraints do not allow. */
export function toOrder(row: PaymentOrderRow): Order {
  if (row.state === 'WAITING_FOR_OTP') return toWaitingOrder(row);
  if (row.state === 'PAID') return toPaidOrder(row);
  const ended = {
    kind: row.kind,
    paymentRequestId: row.payment_request_id,
    version: row.version,
    terms: row.acquirer_id === null ? undefined : toTerms(row),
  };
  if (row.state === 'CANCELLED') {
    const paymentId = row.payment_id ?? undefined;
    const refunded = paymentId === undefined ? undefined : toRefunded(row);
    return { ...ended, state: row.state, cancelledAt: present(row, 'cancelled_at'), paymentId, refunded };
  }
  return {
    ...ended,
    state: row.state,
    refusal: present(row, 'refusal'),
    refusedAt: row.updated_at,
    customerId: row.customer_id ?? undefined,
    expiresAt: row.expires_at ?? undefined,
  };
}

function toPaidOrder(row: PaymentOrderRow): PaidOrder {
  const paid = {
    paymentRequestId: row.payment_request_id,
    version: row.version,
    state: 'PAID',
    terms: toTerms(row),
    customerId: present(row, 'customer_id'),
    accountId: present(row, 'account_id'),
    debit: toDebit(row),
    refunded: toRefunded(row),
    paymentId: present(row, 'payment_id'),
    paidAt: present(row, 'paid_at'),
  } as const;
  if (row.kind === 'EASY_PAY') {
    const verifyRequestId = present(row, 'verify_request_id');
    return { ...paid, kind: row.kind, verifyRequestId, authorization: row.authorization ?? undefined };
  }
  return {
    ...paid,
    kind: row.kind,
    agreementId: present(row, 'agreement_id'),
    expiresAt: present(row, 'expires_at'),
  };
}

function toWaitingOrder(row: PaymentOrderRow): WaitingOrder {
  const payer: Payer = {
    customerId: present(row, 'customer_id'),
    accountId: present(row, 'account_id'),
    mobileNumber: present(row, 'mobile_number'),
  };
  return {
    kind: 'EASY_PAY',
    paymentRequestId: row.payment_request_id,
    version: row.version,
    state: 'WAITING_FOR_OTP',
    terms: toTerms(row),
    payer,
    debit: toDebit(row),
    expiresAt: present(row, 'expires_at'),
  };
}

const toRefunded = (row: PaymentOrderRow): RefundAmounts => ({
  refundAmount: Money.of(present(row, 'payment_currency'), row.refunded_amount),
  refundFromAmount: Money.of(present(row, 'pay_to_currency'), row.refunded_from_amount),
});

const toDebit = (row: PaymentOrderRow): Money => Money.of(present(row, 'debit_currency'), present(row, 'debit_amount'));

function toTerms(row: PaymentOrderRow): Terms {
  return {
    paymentAmount: Money.of(present(row, 'payment_currency'), present(row, 'payment_amount')),
    payToAmount: Money.of(present(row, 'pay_to_currency'), present(row, 'pay_to_amount')),
    paymentMethodType: present(row, 'payment_method_type'),
    referenceMerchantId: present(row, 'reference_merchant_id'),
    merchantName: present(row, 'merchant_name'),
    orderDescription: row.order_description ?? undefined,
    lookup: present(row, 'lookup'),
    acquirerId: present(row, 'acquirer_id'),
    paymentQuote: row.payment_quote ?? undefined,
    surchargeInfo: row.surcharge_info ?? undefined,
    ...toEchoed(row),
    paymentNotifyUrl: row.notify_url ?? undefined,
  };
}

const toEchoed = (row: PaymentOrderRow): Echoed =>
  Object.fromEntries(echoedColumns.map(([field, column]) => [field, row[column] ?? undefined]));

const echoedValues = (terms: Echoed): object =>
  Object.fromEntries(echoedColumns.map(([field, column]) => [column, terms[field]]));

function present<Column extends keyof PaymentOrderRow>(
  row: PaymentOrderRow,
  column: Column,
): NonNullable<PaymentOrderRow[Column]> {
  const value = row[column];
  if (value === null) throw new Error(`order ${row.payment_request_id} has no ${column}`);
  return value;
}

/** An order that may be stored at once: all but one that is paid after its OTP, or cancelled after it was ordered. */
export type NewOrder = WaitingOrder | AgreementOrder | RefusedOrder | CancelledOrder;

/** What a new order has without saying so. */
const nothingRefunded = { refunded_amount: '0', refunded_from_amount: '0' };

/** A new order as JSON for `json_populate_recordset`; amounts as text, what is missing is null. */
export function toNewRow(order: NewOrder, now: Date): object {
  const { kind, paymentRequestId: payment_request_id, version, state, terms } = order;
  const common = { kind, payment_request_id, version, state, created_at: now, updated_at: now };
  return { ...common, ...nothingRefunded, ...(terms && termColumns(terms)), ...outcomeColumns(order) };
}

/** What changes when a waiting order is paid or refused, in the same form. */
export function toFinalRow(order: VerifiedOrder | RefusedOrder): object {
  const { paymentRequestId: payment_request_id, version, state } = order;
  if (state !== 'PAID') return { payment_request_id, version, state, refusal: order.refusal };
  const { paymentId: payment_id, paidAt: paid_at, verifyRequestId: verify_request_id, authorization } = order;
  return { payment_request_id, version, state, payment_id, paid_at, verify_request_id, authorization };
}

function termColumns(terms: Terms): object {
  const { paymentAmount, payToAmount, lookup } = terms;
  return {
    payment_amount: paymentAmount.minorUnits.toString(),
    payment_currency: paymentAmount.currency,
    pay_to_amount: payToAmount.minorUnits.toString(),
    pay_to_currency: payToAmount.currency,
    payment_method_type: terms.paymentMethodType,
    reference_merchant_id: terms.referenceMerchantId,
    merchant_name: terms.merchantName,
    order_description: terms.orderDescription,
    lookup,
    acquirer_id: terms.acquirerId,
    payment_quote: terms.paymentQuote,
    surcharge_info: terms.surchargeInfo,
    ...echoedValues(terms),
    notify_url: terms.paymentNotifyUrl,
  };
}

function outcomeColumns(order: NewOrder): object {
  if (order.state === 'CANCELLED') return { cancelled_at: order.cancelledAt };
  const expires_at = order.expiresAt;
  if (order.state === 'WAITING_FOR_OTP') {
    const { customerId: customer_id, accountId: account_id, mobileNumber: mobile_number } = order.payer;
    return { customer_id, account_id, mobile_number, expires_at, ...debitColumns(order.debit) };
  }
  const customer_id = order.customerId;
  if (order.state !== 'PAID') return { customer_id, expires_at, refusal: order.refusal };
  const { agreementId: agreement_id, accountId: account_id, paymentId: payment_id, paidAt: paid_at } = order;
  return { customer_id, agreement_id, account_id, payment_id, paid_at, expires_at, ...debitColumns(order.debit) };
}

const debitColumns = (debit: Money): object => ({
  debit_amount: debit.minorUnits.toString(),
  debit_currency: debit.currency,
});
