import type { ResultCode } from '@wallet/alipayplus';
import type { Refusal, UnknownReason } from '@wallet/contracts';

/** Total: a new refusal does not compile until somebody chooses its wire code. */
export const refusalCodes: Record<Refusal, ResultCode> = {
  AmountsInconsistent: 'PARAM_ILLEGAL',
  AuthClientInvalid: 'INVALID_AUTH_CLIENT',
  BalanceNotEnough: 'USER_BALANCE_NOT_ENOUGH',
  CancelWindowExceeded: 'CANCEL_WINDOW_EXCEED',
  CodeExpired: 'EXPIRED_CODE',
  CodeInvalid: 'INVALID_CODE',
  CodeNotSendable: 'PROCESS_FAIL',
  CodeUsed: 'USED_CODE',
  CurrencyNotSupported: 'CURRENCY_NOT_SUPPORT',
  CustomerNotActive: 'USER_STATUS_ABNORMAL',
  CustomerNotFound: 'USER_NOT_EXIST',
  DailyAmountLimitExceeded: 'USER_AMOUNT_EXCEED_LIMIT',
  DailyCountLimitExceeded: 'PAYMENT_COUNT_EXCEED_LIMIT',
  KycNotQualified: 'USER_KYC_NOT_QUALIFIED',
  OrderClosed: 'ORDER_IS_CLOSED',
  OrderNotFound: 'ORDER_NOT_EXIST',
  OtpTriesExhausted: 'USER_PAYMENT_VERIFICATION_FAILED',
  QuoteExpired: 'ORDER_IS_CLOSED',
  QuoteInconsistent: 'PARAM_ILLEGAL',
  RefreshTokenExpired: 'EXPIRED_REFRESH_TOKEN',
  RefreshTokenInvalid: 'INVALID_REFRESH_TOKEN',
  RefreshTokenUsed: 'USED_REFRESH_TOKEN',
  RefundAmountExceeded: 'REFUND_AMOUNT_EXCEED',
  RefundWindowExceeded: 'REFUND_WINDOW_EXCEED',
  RepeatInconsistent: 'REPEAT_REQ_INCONSISTENT',
  SingleLimitExceeded: 'PAYMENT_AMOUNT_EXCEED_LIMIT',
  TokenExpired: 'EXPIRED_ACCESS_TOKEN',
  TokenInvalid: 'INVALID_TOKEN',
  // Told on the consent page and to the wallet app, never to Alipay+.
  AgreementNotFound: 'PROCESS_FAIL',
  ConsentDecided: 'PROCESS_FAIL',
  ConsentExpired: 'PROCESS_FAIL',
  ConsentNotFound: 'PROCESS_FAIL',
};

/** Every unknown is a `U`. A verify-and-pay that got no answer may still move money: see `pay.ts`. */
export const unknownCodes: Record<UnknownReason, ResultCode> = {
  'awaiting-otp': 'VERIFICATION_IN_PROCESS',
  'otp-wrong': 'OTP_VERIFICATION_FAILED',
  throttled: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  overload: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  fault: 'UNKNOWN_EXCEPTION',
  'no-answer': 'UNKNOWN_EXCEPTION',
};
