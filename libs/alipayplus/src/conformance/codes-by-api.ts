import type { ServedApi } from '../apis';
import { resultCodes, type ResultCode, type ResultStatus } from '../result-codes';

const common: readonly ResultCode[] = [
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
const payment: readonly ResultCode[] = [
  ...common,
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

const token: readonly ResultCode[] = [...common, 'INVALID_TOKEN', 'EXPIRED_ACCESS_TOKEN'];
const user: readonly ResultCode[] = ['USER_NOT_EXIST', 'USER_STATUS_ABNORMAL'];

const codes: Readonly<Record<ServedApi | 'paymentResult', readonly ResultCode[]>> = {
  pay: payment,
  paymentResult: payment,
  inquiryPayment: [...common, 'ORDER_NOT_EXIST'],
  cancelPayment: [...common, 'CANCEL_WINDOW_EXCEED'],
  refund: [
    ...common,
    'ORDER_NOT_EXIST',
    'ORDER_IS_CLOSED',
    'REFUND_AMOUNT_EXCEED',
    'REFUND_WINDOW_EXCEED',
    'USER_NOT_EXIST',
    'CURRENCY_NOT_SUPPORT',
  ],
  sendOTP: [...token, ...user, 'ORDER_NOT_EXIST', 'ORDER_IS_CLOSED'],
  verifyOTP: [...token, ...user, 'OTP_VERIFICATION_FAILED', 'INVALID_CODE'],
  prepare: [...common, ...user, 'INVALID_AUTH_CLIENT', 'BUSINESS_NOT_SUPPORT'],
  applyToken: [
    ...common,
    ...user,
    'OTP_VERIFICATION_FAILED',
    'INVALID_AUTH_CLIENT',
    'INVALID_CODE',
    'EXPIRED_CODE',
    'USED_CODE',
    'INVALID_REFRESH_TOKEN',
    'EXPIRED_REFRESH_TOKEN',
    'USED_REFRESH_TOKEN',
  ],
  cancelToken: [...token, 'INVALID_AUTH_CLIENT'],
};

interface Judged {
  readonly resultCode: string;
  readonly resultStatus: ResultStatus;
}

/** What is wrong with a code where it stands: none of that API's, or with another status than its own. */
export function codeFault(where: keyof typeof codes, { resultCode, resultStatus }: Judged): string | undefined {
  const code = codes[where].find((each) => each === resultCode);
  if (code === undefined) return `must be a code of ${where}`;
  return resultCodes[code].status === resultStatus
    ? undefined
    : `${code} must have the status ${resultCodes[code].status}`;
}
