import type { ServedApi } from '../../../application/api';
import type { Priority } from '../../../application/overload/priority';

/** What each API is to the user who waits, known from its path; of a `pay` the most that it can be. */
export const priorityOf: Readonly<Record<ServedApi, Priority>> = {
  pay: 'essential',
  inquiryPayment: 'essential',
  cancelPayment: 'essential',
  refund: 'essential',
  prepare: 'order',
  applyToken: 'essential',
  cancelToken: 'essential',
  sendOTP: 'order',
  verifyOTP: 'essential',
};

/** The kind of a `pay` from its bytes: nothing is proven or parsed, so it decides about the order of shedding only. */
export function payPriority(rawBody: Buffer): Priority {
  if (isSet(rawBody, '"isVerificationAndPay"')) return 'essential';
  return isSet(rawBody, '"isPaymentEvaluation"') ? 'evaluation' : 'order';
}

function isSet(rawBody: Buffer, name: string): boolean {
  const at = rawBody.indexOf(name);
  if (at < 0) return false;
  const value = rawBody.subarray(at + name.length, at + name.length + 16).toString('latin1');
  return /^\s*:\s*"?true/.test(value);
}
