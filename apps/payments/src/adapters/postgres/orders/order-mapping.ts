import { Money } from '@wallet/money';
import {
  isUndecided,
  type AgreementOrder,
  type CancelledOrder,
  type ConfirmedOrder,
  type Order,
  type PaidOrder,
  type Payer,
  type RefundAmounts,
  type RefusedOrder,
  type UndecidedOrder,
  type VerifiedOrder,
} from '../../../domain/order/order';
import type { Cashier, Echoed, Terms } from '../../../domain/order/terms';
import { echoedColumns, type CashierColumn, type PaymentOrderRow } from '../rows/payment-order.row';

/** Throws on a row that the table's constraints do not allow. */
export function toOrder(row: PaymentOrderRow): Order {
  if (row.state === 'WAITING_FOR_OTP' || row.state === 'WAITING_FOR_USER') return toUndecidedOrder(row);
  if (row.state === 'PAID') return toPaidOrder(row);
  const ended = {
    kind: row.kind,
    paymentRequestId: row.payment_request_id,
    version: row.version,
    terms: termsIn(row),
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
  if (row.kind === 'SCAN') return { ...paid, kind: row.kind };
  return {
    ...paid,
    kind: 'AGREEMENT',
    agreementId: present(row, 'agreement_id'),
    expiresAt: present(row, 'expires_at'),
  };
}

function toUndecidedOrder(row: PaymentOrderRow): UndecidedOrder {
  const { kind, payment_request_id: paymentRequestId, version } = row;
  const identity = { paymentRequestId, version, expiresAt: present(row, 'expires_at') };
  const customerId = present(row, 'customer_id');
  if (kind === 'SDK') return { ...identity, kind, state: 'WAITING_FOR_USER', terms: undefined, payer: { customerId } };
  const ordered = { ...identity, terms: toTerms(row), debit: toDebit(row) };
  const payer = { customerId, accountId: present(row, 'account_id') };
  if (kind === 'SCAN') return { ...ordered, kind, state: 'WAITING_FOR_USER', payer };
  const mobileNumber = present(row, 'mobile_number');
  return { ...ordered, kind: 'EASY_PAY', state: 'WAITING_FOR_OTP', payer: { ...payer, mobileNumber } };
}

export const toRefunded = (row: PaymentOrderRow): RefundAmounts => ({
  refundAmount: Money.of(present(row, 'payment_currency'), row.refunded_amount),
  refundFromAmount: Money.of(present(row, 'pay_to_currency'), row.refunded_from_amount),
});

export const toDebit = (row: PaymentOrderRow): Money =>
  Money.of(present(row, 'debit_currency'), present(row, 'debit_amount'));

/** `undefined`: nobody knows them. */
export const termsIn = (row: PaymentOrderRow): Terms | undefined =>
  row.acquirer_id === null ? undefined : toTerms(row);

function toTerms(row: PaymentOrderRow): Terms {
  return {
    paymentAmount: Money.of(present(row, 'payment_currency'), present(row, 'payment_amount')),
    payToAmount: Money.of(present(row, 'pay_to_currency'), present(row, 'pay_to_amount')),
    paymentMethodType: row.payment_method_type ?? undefined,
    referenceMerchantId: present(row, 'reference_merchant_id'),
    merchantName: present(row, 'merchant_name'),
    orderDescription: row.order_description ?? undefined,
    lookup: present(row, 'lookup'),
    acquirerId: present(row, 'acquirer_id'),
    paymentQuote: row.payment_quote ?? undefined,
    surchargeInfo: row.surcharge_info ?? undefined,
    ...toEchoed(row),
    paymentNotifyUrl: row.notify_url ?? undefined,
    cashier: row.cashier ? toCashier(row.cashier) : undefined,
  };
}

const toCashier = ({ orderAmount: { currency, value }, ...rest }: CashierColumn): Cashier => ({
  orderAmount: Money.of(currency, value),
  ...rest,
});

const toEchoed = (row: PaymentOrderRow): Echoed =>
  Object.fromEntries(echoedColumns.map(([field, column]) => [field, row[column] ?? undefined]));

const echoedValues = (terms: Echoed): object =>
  Object.fromEntries(echoedColumns.map(([field, column]) => [column, terms[field]]));

export function present<Column extends keyof PaymentOrderRow>(
  row: PaymentOrderRow,
  column: Column,
): NonNullable<PaymentOrderRow[Column]> {
  const value = row[column];
  if (value === null) throw new Error(`order ${row.payment_request_id} has no ${column}`);
  return value;
}

/** An order that may be stored at once: all but one that was paid or cancelled after it had waited. */
export type NewOrder = UndecidedOrder | AgreementOrder | RefusedOrder | CancelledOrder;

/** What a new order has without saying so. */
const nothingRefunded = { refunded_amount: '0', refunded_from_amount: '0' };

/** A new order as JSON for `json_populate_recordset`; amounts as text, what is missing is null. */
export function toNewRow(order: NewOrder, now: Date): object {
  const { kind, paymentRequestId: payment_request_id, version, state, terms } = order;
  const common = { kind, payment_request_id, version, state, created_at: now, updated_at: now };
  return { ...common, ...nothingRefunded, ...(terms && termColumns(terms)), ...outcomeColumns(order) };
}

/** What changes when a waiting order is paid or refused, in the same form. */
export function toFinalRow(order: VerifiedOrder | ConfirmedOrder | RefusedOrder): object {
  const { paymentRequestId: payment_request_id, version, state } = order;
  if (state !== 'PAID') return { payment_request_id, version, state, refusal: order.refusal };
  const { paymentId: payment_id, paidAt: paid_at } = order;
  const paid = { payment_request_id, version, state, payment_id, paid_at };
  if (order.kind === 'SCAN') return paid;
  const { verifyRequestId: verify_request_id, authorization } = order;
  return { ...paid, verify_request_id, authorization };
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
    cashier: terms.cashier,
  };
}

function outcomeColumns(order: NewOrder): object {
  if (order.state === 'CANCELLED') return { cancelled_at: order.cancelledAt };
  const expires_at = order.expiresAt;
  if (isUndecided(order)) {
    const payer: Partial<Payer> = order.payer;
    const { customerId: customer_id, accountId: account_id, mobileNumber: mobile_number } = payer;
    return {
      customer_id,
      account_id,
      mobile_number,
      expires_at,
      ...(order.kind !== 'SDK' && debitColumns(order.debit)),
    };
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
