import { randomInt } from 'node:crypto';
import { formatDateTime, result, type AgreementPay, type NotifyPayment, type ResultCode } from '@wallet/alipayplus';
import type { Money } from '@wallet/money';
import type { Payer } from './tokens';

/** What became of an order. */
export type Outcome =
  | { readonly state: 'PAID'; readonly paymentId: string; readonly paidAt: Date }
  | { readonly state: 'FAILED'; readonly refusal: ResultCode };

/** The amount that is in the account's currency; else why there is none. */
export function debitOf({ paymentAmount, payToAmount }: AgreementPay, currency: string): Money | ResultCode {
  if (paymentAmount.currency === payToAmount.currency && !paymentAmount.equals(payToAmount)) return 'PARAM_ILLEGAL';
  const debit = [paymentAmount, payToAmount].find((amount) => amount.currency === currency);
  return debit ?? 'CURRENCY_NOT_SUPPORT';
}

const thirteenDigits = (): string => String(randomInt(10 ** 13)).padStart(13, '0');

export const newPaymentId = (day: string): string => day.replaceAll('-', '') + thirteenDigits() + thirteenDigits();

/** `yyyy-MM-dd` at +08:00. */
export const businessDay = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** What Alipay+ is told of an order. */
export function noticeOf(pay: AgreementPay, { customerId }: Payer, outcome: Outcome): NotifyPayment {
  const { paymentRequestId, paymentAmount, payToAmount } = pay;
  const amounts = { paymentAmount: paymentAmount.toJSON(), payToAmount: payToAmount.toJSON() };
  const common = { paymentRequestId, ...amounts, customerId };
  if (outcome.state === 'FAILED')
    return { paymentResult: { ...result(outcome.refusal), resultStatus: 'F' }, ...common };
  const { paymentId, paidAt } = outcome;
  const paymentTime = formatDateTime(paidAt, '+08:00');
  return { paymentResult: { ...result('SUCCESS'), resultStatus: 'S' }, ...common, paymentId, paymentTime };
}
