import { formatDateTime, result, type Result as WireResult } from '@wallet/alipayplus';
import { echoedOf, type Quote } from '@wallet/contracts';
import { assertNever, refusals } from '@wallet/kernel';
import type { ApiContext, ResultOf } from './api';

type Times = Pick<ApiContext, 'utcOffset'>;

export const nothing = (): object => ({});

export const paid = ({ paymentId, paidAt, customerId }: Omit<ResultOf<'paid'>, 'kind'>, times: Times): object => ({
  customerId,
  paymentId,
  paymentTime: timeOf(paidAt, times),
});

export function inquired(done: ResultOf<'inquired'>, times: Times): object {
  const { payment, paymentAmount, payToAmount } = done;
  const fields = payment.status === 'paid' ? paid(payment, times) : {};
  return { paymentResult: paymentResult(payment), ...fields, paymentAmount, payToAmount, ...echoedOf(done) };
}

export function refunded(done: ResultOf<'refunded'>, times: Times): object {
  const { refundId, refundedAt, refundAmount, refundFromAmount, refundQuote, refundPromoInfo } = done;
  const quote = refundQuote && quoteFields(refundQuote, times);
  const refundTime = timeOf(refundedAt, times);
  return { refundId, refundTime, refundAmount, refundFromAmount, refundQuote: quote, refundPromoInfo };
}

export const tokens = (done: ResultOf<'tokens'>, times: Times): object => ({
  accessToken: done.tokens.accessToken,
  accessTokenExpiryTime: timeOf(done.accessTokenExpiresAt, times),
  refreshToken: done.tokens.refreshToken,
  refreshTokenExpiryTime: timeOf(done.refreshTokenExpiresAt, times),
  customerId: done.customerId,
  userLoginId: done.userLoginId,
});

const quoteFields = ({ quoteStartTime, quoteExpiryTime, ...terms }: Quote, times: Times): object => ({
  ...terms,
  ...(quoteStartTime !== undefined && { quoteStartTime: timeOf(quoteStartTime, times) }),
  ...(quoteExpiryTime !== undefined && { quoteExpiryTime: timeOf(quoteExpiryTime, times) }),
});

const timeOf = (at: string, { utcOffset }: Times): string => formatDateTime(new Date(at), utcOffset);

/** The outcome of the payment that was inquired; a waiting order is in process, whatever it waits for. */
function paymentResult(payment: ResultOf<'inquired'>['payment']): WireResult {
  switch (payment.status) {
    case 'paid':
      return result('SUCCESS');
    case 'waiting':
      return result('PAYMENT_IN_PROCESS');
    case 'failed':
      return result(refusals[payment.refusal]);
    default:
      return assertNever(payment);
  }
}
