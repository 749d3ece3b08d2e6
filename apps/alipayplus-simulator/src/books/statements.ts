import type { WalletCall } from '../conformance/wallet-call';
import { resultOf, type Exchange, type JsonObject, type WireResult } from '../wire/exchange';
import { amountOf } from './amounts';
import type { RefundTry, Said, Statement } from './booked-payment';

/** Set as the code of an inquiry's statement when the wallet knows no such order. */
export const orderUnknown = 'inquiry: ORDER_NOT_EXIST';

/** What the answer of this call says: `none` without one that the wallet has signed. */
export function saidBy({ answer, signature, startedAt, answeredAt, error }: Exchange): Said {
  const result = signature === 'valid' ? resultOf(answer) : undefined;
  const times = { at: startedAt, answeredAt };
  if (result) return { ...times, status: result.resultStatus, code: result.resultCode };
  return { ...times, status: 'none', code: error ?? 'no signed result' };
}

const paymentIdOf = (body: JsonObject | undefined): Pick<Statement, 'paymentId'> =>
  typeof body?.paymentId === 'string' ? { paymentId: body.paymentId } : {};

export const payStatement = (exchange: Exchange): Statement => ({
  source: 'pay',
  ...saidBy(exchange),
  ...paymentIdOf(exchange.answer),
});

/** Undefined when the inquiry itself brought nothing. */
export function inquiryStatement(exchange: Exchange): Statement | undefined {
  const { answer, signature } = exchange;
  const said = saidBy(exchange);
  if (said.status === 'F' && said.code === 'ORDER_NOT_EXIST')
    return { ...said, source: 'inquiry', status: 'none', code: orderUnknown };
  const result = signature === 'valid' ? resultOf(answer, 'paymentResult') : undefined;
  return result && { ...said, source: 'inquiry', ...ofResult(result), ...paymentIdOf(answer) };
}

/** Undefined when the notice has no result. */
export function noticeStatement({ at, sentAt, body }: WalletCall): Statement | undefined {
  const result = resultOf(body, 'paymentResult');
  return result && { source: 'notification', at, sentAt, answeredAt: at, ...ofResult(result), ...paymentIdOf(body) };
}

export function refundTry(exchange: Exchange): RefundTry {
  const { request, answer } = exchange;
  return {
    ...saidBy(exchange),
    refundRequestId: String(request.refundRequestId),
    refundAmount: amountOf(request, 'refundAmount'),
    refundFromAmount: amountOf(request, 'refundFromAmount'),
    ...(typeof answer?.refundId === 'string' && { refundId: answer.refundId }),
  };
}

const ofResult = ({ resultStatus, resultCode }: WireResult): Pick<Said, 'status' | 'code'> => ({
  status: resultStatus,
  code: resultCode,
});
