import type { ResultCode, ResultStatus } from '../results/result-codes';

/** What any answer may say. */
export const commonCodes: readonly ResultCode[] = [
  'SUCCESS',
  'PROCESS_FAIL',
  'PARAM_ILLEGAL',
  'ACCESS_DENIED',
  'INVALID_CLIENT',
  'INVALID_SIGNATURE',
  'KEY_NOT_FOUND',
  'NO_INTERFACE_DEF',
  'METHOD_NOT_SUPPORTED',
  'MEDIA_TYPE_NOT_ACCEPTABLE',
  'REPEAT_REQ_INCONSISTENT',
  'REQUEST_TRAFFIC_EXCEED_LIMIT',
  'UNKNOWN_EXCEPTION',
];

/** Why a payment did not come about: in an answer to `pay`, and as the `paymentResult` of inquiry and notice. */
export const paymentCodes: readonly ResultCode[] = [
  ...commonCodes,
  'PAYMENT_IN_PROCESS',
  'VERIFICATION_IN_PROCESS',
  'ORDER_NOT_EXIST',
  'ORDER_IS_CLOSED',
  'PAYMENT_AMOUNT_EXCEED_LIMIT',
  'USER_AMOUNT_EXCEED_LIMIT',
  'PAYMENT_COUNT_EXCEED_LIMIT',
  'INVALID_TOKEN',
  'EXPIRED_ACCESS_TOKEN',
  'USER_BALANCE_NOT_ENOUGH',
  'USER_NOT_EXIST',
  'USER_STATUS_ABNORMAL',
  'USER_KYC_NOT_QUALIFIED',
  'USER_PAYMENT_VERIFICATION_FAILED',
  'RISK_REJECT',
  'UNAVAILABLE_PAYMENT_METHOD',
  'MERCHANT_NOT_REGISTERED',
  'BUSINESS_NOT_SUPPORT',
  'CURRENCY_NOT_SUPPORT',
  'REGULATION_RESTRICTION',
  'INVALID_CONTRACT',
];

export const tokenCodes: readonly ResultCode[] = [...commonCodes, 'INVALID_TOKEN', 'EXPIRED_ACCESS_TOKEN'];
export const userCodes: readonly ResultCode[] = ['USER_NOT_EXIST', 'USER_STATUS_ABNORMAL'];

/**
 * The codes that leave open what became of a call, by Alipay+'s list; SUCCESS alone is S, any other code F. Written here again
 * and not looked up in `resultCodes`, by which we answer: a wrong status there must be seen here.
 */
const open: readonly ResultCode[] = [
  'PAYMENT_IN_PROCESS',
  'VERIFICATION_IN_PROCESS',
  'OTP_VERIFICATION_FAILED',
  'REQUEST_TRAFFIC_EXCEED_LIMIT',
  'UNKNOWN_EXCEPTION',
];

function statusOf(code: ResultCode): ResultStatus {
  if (code === 'SUCCESS') return 'S';
  return open.includes(code) ? 'U' : 'F';
}

/** What is wrong with a code where it stands: none of those that may stand there, or with another status than its own. */
export function codeFault(
  where: string,
  codes: readonly ResultCode[],
  { resultCode, resultStatus }: { readonly resultCode: string; readonly resultStatus: ResultStatus },
): string | undefined {
  const code = codes.find((each) => each === resultCode);
  if (code === undefined) return `must be a code of ${where}`;
  const status = statusOf(code);
  return status === resultStatus ? undefined : `${code} must have the status ${status}`;
}
