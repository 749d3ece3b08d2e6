import { parseApplyToken } from './schemas/apply-token';
import { parseAuthNotify, parseAuthNotifyAnswer } from './schemas/auth-notify';
import { parseCancelPayment } from './schemas/cancel-payment';
import { parseCancelToken } from './schemas/cancel-token';
import { parseConsultUnbinding, parseConsultUnbindingAnswer } from './schemas/consult-unbinding';
import { parseInquiryPayment } from './schemas/inquiry-payment';
import { parseNotifyPayment } from './schemas/notify-payment';
import { parsePay } from './schemas/parse-pay';
import { parsePrepare } from './schemas/prepare';
import { parseRefund } from './schemas/refund';
import { parseResultAnswer } from './schemas/result-answer';
import { parseSendOtp } from './schemas/send-otp';
import { parseVerifyOtp } from './schemas/verify-otp';

/**
 * What Alipay+ calls on us: the path below the prefix, and how a request is read. For an answer to one that `movesMoney`
 * Alipay+ waits 8 s, else 5 s. See docs/alipayplus.md.
 */
export const servedApis = {
  pay: { path: '/payments/pay', movesMoney: true, parse: parsePay },
  inquiryPayment: { path: '/payments/inquiryPayment', movesMoney: false, parse: parseInquiryPayment },
  cancelPayment: { path: '/payments/cancelPayment', movesMoney: true, parse: parseCancelPayment },
  refund: { path: '/payments/refund', movesMoney: true, parse: parseRefund },
  sendOTP: { path: '/users/sendOTP', movesMoney: false, parse: parseSendOtp },
  verifyOTP: { path: '/users/verifyOTP', movesMoney: false, parse: parseVerifyOtp },
  prepare: { path: '/authorizations/prepare', movesMoney: false, parse: parsePrepare },
  applyToken: { path: '/authorizations/applyToken', movesMoney: false, parse: parseApplyToken },
  cancelToken: { path: '/authorizations/cancelToken', movesMoney: false, parse: parseCancelToken },
} as const;
export type ServedApi = keyof typeof servedApis;

/** What we call at Alipay+: the path below the prefix, and how our request and the answer to it are read. */
export const calledApis = {
  notifyPayment: { path: '/payments/notifyPayment', parse: parseNotifyPayment, parseAnswer: parseResultAnswer },
  authNotify: { path: '/authorizations/authNotify', parse: parseAuthNotify, parseAnswer: parseAuthNotifyAnswer },
  consultUnbinding: {
    path: '/authorizations/consultUnbinding',
    parse: parseConsultUnbinding,
    parseAnswer: parseConsultUnbindingAnswer,
  },
} as const;
export type CalledApi = keyof typeof calledApis;

export const apis = { ...servedApis, ...calledApis } as const;
export type ApiName = keyof typeof apis;

export const isServedApi = (name: ApiName): name is ServedApi => name in servedApis;

/** The prefix that Alipay+ uses unless another is agreed (AlipayHK: `/aps/api/intl/wallet/v1`). */
export const defaultApiPrefix = '/aps/api/v1';

/** The path to sign and to route: byte for byte, without a query. */
export function apiPath(name: ApiName, prefix: string = defaultApiPrefix): string {
  return prefix + apis[name].path;
}
