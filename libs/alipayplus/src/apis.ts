/** The APIs of this wallet and their paths below the prefix; see docs/alipayplus.md. */
export const apiPaths = {
  pay: '/payments/pay',
  inquiryPayment: '/payments/inquiryPayment',
  cancelPayment: '/payments/cancelPayment',
  refund: '/payments/refund',
  notifyPayment: '/payments/notifyPayment',
  sendOTP: '/users/sendOTP',
  verifyOTP: '/users/verifyOTP',
  prepare: '/authorizations/prepare',
  applyToken: '/authorizations/applyToken',
  cancelToken: '/authorizations/cancelToken',
  authNotify: '/authorizations/authNotify',
  consultUnbinding: '/authorizations/consultUnbinding',
} as const;

export type ApiName = keyof typeof apiPaths;

/** The prefix that Alipay+ uses unless another is agreed (AlipayHK: `/aps/api/intl/wallet/v1`). */
export const defaultApiPrefix = '/aps/api/v1';

/** The path to sign and to route: byte for byte, without a query. */
export function apiPath(name: ApiName, prefix: string = defaultApiPrefix): string {
  return prefix + apiPaths[name];
}
