import { Money } from '@wallet/money';
import type { Order, Payer, RefusedOrder, Terms, WaitingOrder } from '../../domain/order';
import type { PaymentOrderRow } from './payment-order.row';

/** Throws on a row that the table's constraints do not allow. */
export function toOrder(row: PaymentOrderRow): Order {
  const { payment_request_id: paymentRequestId, version } = row;
  if (row.state === 'WAITING_FOR_OTP') return toWaitingOrder(row);
  if (row.state === 'PAID') {
    const payment = {
      paymentId: present(row, 'payment_id'),
      paidAt: present(row, 'paid_at'),
      verifyRequestId: present(row, 'verify_request_id'),
      authorization: row.authorization ?? undefined,
    };
    const customerId = present(row, 'customer_id');
    return { paymentRequestId, version, state: 'PAID', terms: toTerms(row), customerId, ...payment };
  }
  return {
    paymentRequestId,
    version,
    state: row.state,
    refusal: present(row, 'refusal'),
    refusedAt: row.updated_at,
    terms: row.acquirer_id === null ? undefined : toTerms(row),
    customerId: row.customer_id ?? undefined,
    expiresAt: row.expires_at ?? undefined,
  };
}

function toWaitingOrder(row: PaymentOrderRow): WaitingOrder {
  const payer: Payer = {
    customerId: present(row, 'customer_id'),
    accountId: present(row, 'account_id'),
    mobileNumber: present(row, 'mobile_number'),
  };
  return {
    paymentRequestId: row.payment_request_id,
    version: row.version,
    state: 'WAITING_FOR_OTP',
    terms: toTerms(row),
    payer,
    debit: Money.of(present(row, 'debit_currency'), present(row, 'debit_amount')),
    expiresAt: present(row, 'expires_at'),
  };
}

function toTerms(row: PaymentOrderRow): Terms {
  return {
    paymentAmount: Money.of(present(row, 'payment_currency'), present(row, 'payment_amount')),
    payToAmount: Money.of(present(row, 'pay_to_currency'), present(row, 'pay_to_amount')),
    paymentMethodType: present(row, 'payment_method_type'),
    referenceMerchantId: present(row, 'reference_merchant_id'),
    merchantName: present(row, 'merchant_name'),
    lookup: present(row, 'lookup'),
    acquirerId: present(row, 'acquirer_id'),
  };
}

function present<Column extends keyof PaymentOrderRow>(
  row: PaymentOrderRow,
  column: Column,
): NonNullable<PaymentOrderRow[Column]> {
  const value = row[column];
  if (value === null) throw new Error(`order ${row.payment_request_id} has no ${column}`);
  return value;
}

/** A new order as JSON for `json_populate_recordset`; amounts as text, what is missing is null. */
export function toNewRow(order: WaitingOrder | RefusedOrder, now: Date): object {
  const { terms } = order;
  const stamps = { version: order.version, created_at: now, updated_at: now };
  const common = { payment_request_id: order.paymentRequestId, state: order.state, expires_at: order.expiresAt };
  return { ...common, ...stamps, ...(terms && termColumns(terms)), ...outcomeColumns(order) };
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
    lookup,
    acquirer_id: terms.acquirerId,
  };
}

function outcomeColumns(order: WaitingOrder | RefusedOrder): object {
  if (order.state !== 'WAITING_FOR_OTP') return { refusal: order.refusal, customer_id: order.customerId };
  const { payer, debit } = order;
  return {
    customer_id: payer.customerId,
    account_id: payer.accountId,
    mobile_number: payer.mobileNumber,
    debit_amount: debit.minorUnits.toString(),
    debit_currency: debit.currency,
  };
}
